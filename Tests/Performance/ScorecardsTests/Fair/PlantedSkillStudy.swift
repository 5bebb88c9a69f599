import Attribution
import Calendar
import Domain
import Foundation
import PerformanceTestSupport
import Sample
import Scorecards
import TestSupport

/// The fair comparisons of many samples in which how well CSMs keep accounts is known.
struct PlantedSkillStudy {
    /// What is planted.
    enum Scenario: Sendable {
        /// All CSMs keep accounts alike.
        case equal
        /// One of them adds these log-odds of renewal.
        case standout(Double)
        /// All alike; one has accounts of SMB that were red or amber as their terms began.
        case hardAccounts
        /// All alike; one has the accounts with the lowest scores of all.
        case lowestScores

        var name: String {
            switch self {
            case .equal: "equal skill"
            case .standout(let keeping): "one CSM \(keeping > 0 ? "+" : "")\(keeping)"
            case .hardAccounts: "hard accounts, average CSM"
            case .lowestScores: "lowest scores, average CSM"
            }
        }
    }

    /// What one comparison says.
    struct Run: Sendable {
        /// Of all CSMs with enough renewals.
        let group: BookGroup
        /// Of the CSM in question; nil with too few renewals.
        let figures: FairFigures?
        let companyRate: Double
        let caseMix: Double?
    }

    let scenario: Scenario
    let runs: [Run]

    /// The last month of samples with seeds 1, 2, ...
    init(_ scenario: Scenario, seeds: Int, accounts: Int, csms: Int) async throws {
        self.scenario = scenario
        runs = try await withThrowingTaskGroup(of: (Int, Run).self) { group in
            for seed in 1...seeds {
                group.addTask {
                    (seed, try Run(scenario, seed: UInt64(seed), accounts: accounts, csms: csms))
                }
            }
            var runs: [(Int, Run)] = []
            for try await run in group { runs.append(run) }
            return runs.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// How many of all CSMs leave the band.
    var outside: (count: Int, of: Int) {
        (runs.reduce(0) { $0 + $1.group.outside }, runs.reduce(0) { $0 + $1.group.books })
    }

    /// How often the CSM in question leaves the band.
    var found: (count: Int, of: Int) {
        let bands = runs.compactMap { $0.figures?.chance?.band }
        return (bands.count { $0 != .inLine }, bands.count)
    }

    /// A share with its exact 95 % interval, in percent: "4.1 (3.5 to 4.8)".
    static func text(_ share: (count: Int, of: Int)) -> String {
        let value = Double(share.count) / Double(max(1, share.of))
        let interval = clopperPearsonInterval(share.count, of: share.of)
        return String(
            format: "%.1f (%.1f to %.1f)", 100 * value, 100 * interval.low, 100 * interval.high)
    }

    /// The table of studies, a line a scenario.
    static func table(_ studies: [PlantedSkillStudy]) -> String {
        let head =
            "scenario | CSMs outside, % | by luck, % | the CSM outside, % | its settled"
            + " | its rate | company | its case mix, points"
        return ([head] + studies.map(\.line)).joined(separator: "\n")
    }

    private var line: String {
        let luck = runs.reduce(0) { $0 + $1.group.outsideByChance } / Double(max(1, outside.of))
        let own = runs.compactMap(\.figures)
        func mean(_ values: [Double]) -> Double {
            values.reduce(0, +) / Double(max(1, values.count))
        }
        let numbers = [
            mean(own.map { Double($0.settled) }),
            100 * mean(own.map { Double($0.observed) / Double(max(1, $0.settled)) }),
            100 * mean(runs.map(\.companyRate)), 100 * mean(runs.compactMap(\.caseMix)),
        ].map { String(format: "%.1f", $0) }
        return
            ([
                scenario.name, Self.text(outside), String(format: "%.1f", 100 * luck),
                Self.text(found),
            ] + numbers).joined(separator: " | ")
    }
}

extension PlantedSkillStudy.Run {
    init(
        _ scenario: PlantedSkillStudy.Scenario, seed: UInt64, accounts: Int, csms: Int
    ) throws {
        var truth = PlantedTruth(overrideSkill: 0, treatmentEffect: 0)
        truth.keepingSpread = 0
        if case .standout(let keeping) = scenario {
            truth.standout = .init(position: 0, keeping: keeping)
        }
        let sample = SamplePortfolio(accounts: accounts, csms: csms, seed: seed, truth: truth)
        var portfolio = try PlantedTruthPortfolio(sample)
        switch scenario {
        case .equal, .standout: break
        case .hardAccounts: portfolio.handOver(to: 0, accounts: portfolio.hardAccounts)
        case .lowestScores: portfolio.handOver(to: 0, accounts: portfolio.lowestAccounts)
        }
        let review = AttributedPortfolio(
            portfolio.facts, policy: Policy(), month: sample.lastDay.month)
        let fair = try FairComparison(review, health: portfolio.health)
        guard let group = fair.csms, let rate = fair.companyRate else {
            throw NothingToCompare()
        }
        self.group = group
        let own = fair.figures(of: .csm(0))
        figures = own?.chance == nil ? nil : own
        companyRate = rate
        caseMix = fair.bridge(of: .csm(0))?.caseMix
    }

    private struct NothingToCompare: Error {}
}

extension PlantedTruthPortfolio {
    /// Accounts with a renewal in the last twelve months, and their score a year before it.
    private var renewing: [(account: Int, score: Double)] {
        let due = facts.renewals.filter { $0.due > "2025-10-31" && $0.due <= "2026-10-31" }
        let answers = health.scores(
            asOf: due.map { HealthQuestion(account: $0.account, day: $0.due - 365) },
            maximumAge: 30, version: .current)
        return zip(due, answers).compactMap { renewal, answer in
            answer.map { (renewal.account, $0.score.points) }
        }
    }

    /// Forty of SMB that were red or amber as their terms began.
    fileprivate var hardAccounts: Set<Int> {
        let hard = renewing.filter { facts.accounts[$0.account].segment == "SMB" && $0.score < 70 }
        return Set(hard.prefix(40).map(\.account))
    }

    /// The forty with the lowest scores as their terms began.
    fileprivate var lowestAccounts: Set<Int> {
        Set(renewing.sorted { $0.score < $1.score }.prefix(40).map(\.account))
    }

    /// Gives a CSM these accounts and no others, for as long as there are any: where all keep alike,
    /// whoever owned an account changes no outcome.
    fileprivate mutating func handOver(to csm: Int, accounts: Set<Int>) {
        facts.assignments = facts.assignments.filter { !accounts.contains($0.account) }
        for index in facts.assignments.indices where facts.assignments[index].csm == csm {
            facts.assignments[index].csm = csm + 1
        }
        facts.assignments += accounts.map {
            Assignment(account: $0, csm: csm, start: "2020-01-01")
        }
        facts.assignments.sort { ($0.account, $0.start) < ($1.account, $1.start) }
    }
}
