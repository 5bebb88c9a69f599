import Statistics
import Attribution
import Calendar
import Domain
import Foundation
import PerformanceTestSupport
import Scorecards
import TestSupport

/// The fair comparisons of many made-up companies in which all CSMs keep accounts alike, or all but
/// one.
struct PlantedBooksStudy {
    /// How the accounts of a company are divided.
    struct Layout: Sendable {
        let name: String
        /// The renewals a year of each CSM.
        let books: [Int]
        /// Whether a team has one segment and no other team has it.
        var teamsAreSegments = false
        /// One of so many accounts changed hands lately; nil for none.
        var handOvers: Int? = 7
        /// What the first CSM adds to the log-odds of renewal.
        var effect = 0.0

        static let equal = [
            Layout(name: "12 CSMs of 35", books: Array(repeating: 35, count: 12)),
            Layout(name: "20 CSMs of 12", books: Array(repeating: 12, count: 20)),
            Layout(name: "5 CSMs of 15", books: Array(repeating: 15, count: 5)),
            Layout(name: "2 CSMs of 60", books: [60, 60]),
            Layout(name: "2 CSMs, 20 and 100", books: [20, 100]),
            Layout(name: "one of 160, 8 of 30", books: [160] + Array(repeating: 30, count: 8)),
            Layout(
                name: "teams = segments, nobody else has one",
                books: Array(repeating: 30, count: 12), teamsAreSegments: true, handOvers: nil),
            Layout(
                name: "teams = segments, pools have some", books: Array(repeating: 30, count: 12),
                teamsAreSegments: true),
        ]

        static let standouts = [-0.8, -1.2, -1.8].map { effect in
            Layout(
                name: "12 CSMs of 25, one \(effect)", books: Array(repeating: 25, count: 12),
                effect: effect)
        }
    }

    /// What is said of one company.
    struct Run: Sendable {
        let csms: BookGroup
        let teams: BookGroup
        /// Whether the first CSM lies below the band.
        let isFirstBelow: Bool
        /// The mean of the CSMs' shrunk rates, less the company's rate.
        let shrunkBias: Double
        /// How many books were outside their band while every part of their bridge with renewals was
        /// said to be within what luck gives.
        let contradictions: Int
    }

    let layout: Layout
    let runs: [Run]

    /// Companies with seeds 1, 2, ...
    init(_ layout: Layout, companies: Int) async throws {
        self.layout = layout
        runs = try await withThrowingTaskGroup(of: (Int, Run).self) { group in
            for seed in 1...companies {
                group.addTask { (seed, try Run(layout, seed: UInt64(seed))) }
            }
            var runs: [(Int, Run)] = []
            for try await run in group { runs.append(run) }
            return runs.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    func outside(_ group: KeyPath<Run, BookGroup>) -> (count: Int, of: Int) {
        (
            runs.reduce(0) { $0 + $1[keyPath: group].outside },
            runs.reduce(0) { $0 + $1[keyPath: group].books }
        )
    }

    /// The share of books that the reviews themselves say would lie outside by luck.
    func nominal(_ group: KeyPath<Run, BookGroup>) -> Double {
        runs.reduce(0) { $0 + $1[keyPath: group].outsideByChance }
            / Double(max(1, outside(group).of))
    }

    var found: (count: Int, of: Int) { (runs.count(where: \.isFirstBelow), runs.count) }

    /// The mean shrunk rate less the company's, in points.
    var shrunkBias: Double {
        100 * runs.reduce(0) { $0 + $1.shrunkBias } / Double(max(1, runs.count))
    }

    /// "4.1 (3.5 to 4.8)", in percent, with the exact interval.
    static func text(_ share: (count: Int, of: Int)) -> String {
        guard share.of > 0 else { return "-" }
        let interval = clopperPearsonInterval(share.count, of: share.of)
        return String(
            format: "%.2f (%.2f to %.2f)", 100 * Double(share.count) / Double(share.of),
            100 * interval.low, 100 * interval.high)
    }

    static func table(_ equal: [PlantedBooksStudy], _ standouts: [PlantedBooksStudy]) -> String {
        let first = equal.map { study in
            [
                study.layout.name, "\(study.runs.count)",
                String(format: "%.1f", 100 * study.nominal(\.csms)), text(study.outside(\.csms)),
                String(format: "%.1f", 100 * study.nominal(\.teams)), text(study.outside(\.teams)),
                String(format: "%+.3f", study.shrunkBias),
                "\(study.runs.reduce(0) { $0 + $1.contradictions })",
            ].joined(separator: " | ")
        }
        let second = standouts.map { study in
            [study.layout.name, "\(study.runs.count)", text(study.found)].joined(separator: " | ")
        }
        let heads = [
            "no differences | companies | CSMs by luck, % | outside, % | teams by luck, %"
                + " | outside, % | mean shrunk rate less company's, points"
                + " | CSMs outside, each part within luck",
            "one CSM keeps fewer | companies | found, %",
        ]
        return ([heads[0]] + first + [heads[1]] + second).joined(separator: "\n")
    }
}

extension PlantedBooksStudy.Run {
    init(_ layout: PlantedBooksStudy.Layout, seed: UInt64) throws {
        var generator = SplitMix64(seed: seed &* 7919)
        let (builder, health) = layout.company(&generator)
        let review = AttributedPortfolio(builder.portfolio, policy: Policy(), month: october)
        let fair = try FairComparison(review, health: health)
        guard let csms = fair.csms, let teams = fair.teams, let rate = fair.companyRate else {
            throw NothingToCompare()
        }
        self.csms = csms
        self.teams = teams
        let figures = layout.books.indices.compactMap { fair.figures(of: .csm($0)) }
        let shrunk = figures.compactMap { $0.shrinkage?.shrunkRate }
        shrunkBias =
            shrunk.isEmpty ? 0 : shrunk.reduce(0, +) / Double(shrunk.count) - rate
        isFirstBelow =
            figures.first.map { first in
                first.chance?.band.isOutside == true
                    && Double(first.observed) < first.expected?.expected ?? 0
            } ?? false
        contradictions = layout.books.indices.count { csm in
            guard let bridge = fair.bridge(of: .csm(csm)),
                fair.figures(of: .csm(csm))?.chance?.band.isOutside == true
            else { return false }
            return [bridge.transition, bridge.rest].allSatisfy { $0.luck == 0 || $0.isWithinLuck }
        }
    }

    private struct NothingToCompare: Error {}
}

extension PlantedBooksStudy.Layout {
    /// A company of three segments, two sizes and three tiers that renew differently, with a renewal
    /// of each account in each of three years. What changed hands lately was nobody's before.
    fileprivate func company(
        _ generator: inout SplitMix64
    ) -> (builder: PortfolioBuilder, health: FixedHealth) {
        var builder = PortfolioBuilder()
        var scores: [Double] = []
        for (csm, size) in books.enumerated() {
            builder.csm("c\(100 + csm)", team: "team \(csm % 3)")
            for _ in 0..<size {
                let segment =
                    teamsAreSegments ? csm % 3 : Int.random(in: 0..<3, using: &generator)
                let account = builder.account(
                    "a\(10_000 + scores.count)", segment: "segment \(segment)")
                let sizeClass = Int.random(in: 0..<2, using: &generator)
                builder.facts.accounts[account].arrTier = "size \(sizeClass)"
                let tier = [0, 0, 0, 1, 1, 1, 1, 1] + Array(repeating: 2, count: 12)
                let level = tier[Int.random(in: 0..<20, using: &generator)]
                scores.append([20, 55, 85][level])
                let isNew =
                    handOvers.map { Int.random(in: 0..<$0, using: &generator) == 0 } ?? false
                builder.assign(account, to: csm, from: isNew ? "2025-10-01" : "2022-01-01")
                let odds =
                    1.9 + [0, 0.5, -0.4][segment] + [-1.3, -0.5, 0.3][level]
                    + [0, 0.3][sizeClass] + (csm == 0 ? effect : 0)
                let later = Int.random(in: 0..<360, using: &generator)
                for year in 0..<3 {
                    let due: Day = "2023-11-01" + 365 * year + later
                    let chance = 1 / (1 + exp(-odds))
                    let isRenewed = Double.random(in: 0..<1, using: &generator) < chance
                    builder.renewal(account, due: due, after: isRenewed ? 100 : 0, closed: due)
                }
            }
        }
        return (builder, FixedHealth(points: scores))
    }
}

/// The same score of an account on every day.
private struct FixedHealth: HealthHistory {
    let points: [Double]

    func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> [HealthAnswer?] {
        questions.map { question in
            HealthAnswer(
                day: question.day,
                score: Score(tenths: Int16(points[Int(question.account)] * 10)), tier: nil)
        }
    }

    // The comparison of books asks for scores as of days and for nothing else.

    func components(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> ComponentScores { preconditionFailure("fixed scores have no components") }

    func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) { preconditionFailure("fixed scores have no months") }

    func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) { preconditionFailure("fixed scores have no rows") }

    func days(of account: Int) -> [HealthDay] {
        preconditionFailure("fixed scores have no rows")
    }
}
