import Attribution
import Calendar
import Domain
import Foundation
import OverrideAudit
import PerformanceTestSupport
import Sample
import Statistics
import TestSupport
import Testing

/// The audits of many samples with the same planted truth.
struct PlantedTruthStudy {
    /// What is planted.
    struct Scenario: Sendable, CustomTestStringConvertible {
        let name: String
        let truth: PlantedTruth
        var testDescription: String { name }

        static let all = [
            Scenario(
                name: "no skill, no effect",
                truth: PlantedTruth(overrideSkill: 0, treatmentEffect: 0)),
            Scenario(
                name: "skill 0.5", truth: PlantedTruth(overrideSkill: 0.5, treatmentEffect: 0)),
            Scenario(
                name: "effect 1.5", truth: PlantedTruth(overrideSkill: 0, treatmentEffect: 1.5)),
        ]
    }

    /// What one audit says of one direction.
    struct Run: Sendable {
        let matured: Int
        let p: Double?
        let riskDifference: Double?
        /// How much better than their scores the judgements fared, in accounts.
        let excess: Double?
        /// How often luck alone is as far from what the scores implied.
        let chance: Double?
        let finding: AuditFigures.Finding?
    }

    /// What one audit says.
    struct Audit: Sendable {
        let runs: [OverrideDirection: Run]
        /// Parts of the book that are candidates or confirmed.
        let discoveries: Int
        /// The score's Brier score minus that of the CSMs at their word.
        let gain: Double?
        /// What it must never say of a CSM who saw an account worse.
        let blame: [String]
    }

    let scenario: Scenario
    let audits: [Audit]

    /// The audits of the last month of samples with seeds 1, 2, ...
    init(_ scenario: Scenario, seeds: Int, accounts: Int) async throws {
        self.scenario = scenario
        audits = try await withThrowingTaskGroup(of: (Int, Audit).self) { group in
            for seed in 1...seeds {
                group.addTask {
                    let sample = SamplePortfolio(
                        accounts: accounts, csms: 16, seed: UInt64(seed), truth: scenario.truth)
                    return (seed, try Audit(sample))
                }
            }
            var audits: [(Int, Audit)] = []
            for try await audit in group { audits.append(audit) }
            return audits.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    func runs(_ direction: OverrideDirection) -> [Run] { audits.compactMap { $0.runs[direction] } }

    /// The share of audits whose matched p is below 0.05, of those with one.
    func rejections(_ direction: OverrideDirection) -> (count: Int, of: Int) {
        let known = runs(direction).compactMap(\.p)
        return (known.count { $0 < 0.05 }, known.count)
    }

    /// What that share may be in other samples: Wilson's 95 % interval.
    func rejectionInterval(_ direction: OverrideDirection) -> Interval? {
        let (count, all) = rejections(direction)
        return wilsonInterval(
            proportion: Double(count) / Double(max(1, all)), n: Double(all), z: 1.959963984540054)
    }

    /// The share of audits with a p below 0.05 that say so in favour of the CSMs.
    func power(_ direction: OverrideDirection) -> Double {
        let found = runs(direction).count { run in
            guard let p = run.p, p < 0.05, let difference = run.riskDifference else { return false }
            return direction == .up ? difference < 0 : difference > 0
        }
        return Double(found) / Double(max(1, audits.count))
    }

    func mean(_ direction: OverrideDirection, _ value: (Run) -> Double?) -> Double {
        Self.mean(runs(direction).compactMap(value))
    }

    static func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(max(1, values.count))
    }
}

extension PlantedTruthStudy.Audit {
    init(_ sample: SamplePortfolio) throws {
        let portfolio = try PlantedTruthPortfolio(sample)
        let audit = try OverrideAudit(
            AttributedPortfolio(
                portfolio.facts, policy: Policy(), month: sample.lastDay.month),
            health: portfolio.health)
        runs = Dictionary(
            uniqueKeysWithValues: audit.directions.map { ($0.direction, .init($0)) })
        discoveries = audit.segments.count { $0.status == .candidate || $0.status == .confirmed }
        gain = audit.valueAdded.difference?.mean
        blame = Self.blame(audit)
    }

    /// Every verdict, finding and sentence that calls a down-override wrong.
    private static func blame(_ audit: OverrideAudit) -> [String] {
        var blame = audit.episodes.filter { $0.direction == .down && $0.verdict == .scoreRight }
            .map { "episode \($0.id)" }
        let figures =
            audit.directions + audit.csms.flatMap(\.figures) + audit.segments.map(\.figures)
        for one in figures where one.direction == .down {
            if one.verdict == .scoreBeatsJudgement { blame.append("finding: \(one.sentence)") }
            if one.arr.contains(where: { $0.verdict == .scoreRight }) { blame.append("revenue") }
        }
        let words = ["wrong", "mistake", "false", "needless", "unfounded", "score was right"]
        for sentence in figures.map(\.sentence) + [audit.sentence]
        where words.contains(where: { sentence.lowercased().contains($0) }) {
            blame.append("sentence: \(sentence)")
        }
        return blame
    }
}

extension PlantedTruthStudy.Run {
    init(_ figures: AuditFigures) {
        matured = figures.matured
        p = figures.matched?.test.p
        riskDifference = figures.matched?.test.riskDifference
        excess = figures.implied.map { implied in
            let more = implied.expected - Double(figures.observed)
            return figures.direction == .up ? more : -more
        }
        chance = figures.implied?.p
        finding = figures.verdict
    }
}

extension PlantedTruthStudy {
    /// The table of studies: a line a scenario and direction, then what stands beside directions.
    /// `surprise`: the share of audits whose churns lie beyond what the scores implied, p < 0.05.
    static func table(_ studies: [PlantedTruthStudy]) -> String {
        var lines = [
            row(
                "scenario", "way", "n", "matured", "p<.05", "95 % interval", "risk diff.", "excess",
                "surprise", "power", "verdicts: judgement, score, unclear, none shown, too few")
        ]
        for study in studies {
            for direction in OverrideDirection.allCases {
                lines.append(study.row(direction))
            }
        }
        for study in studies {
            let found = study.audits.count { $0.discoveries > 0 }
            lines.append(
                "\(study.scenario.name): audits with a candidate part of the book \(found) of "
                    + "\(study.audits.count); mean Brier gain of the CSMs at their word "
                    + number(mean(study.audits.compactMap(\.gain)), 5))
        }
        return lines.joined(separator: "\n")
    }

    private func row(_ direction: OverrideDirection) -> String {
        let (count, all) = rejections(direction)
        let share = Double(count) / Double(max(1, all))
        let findings = runs(direction).map(\.finding)
        let verdicts =
            AuditFigures.Finding.allCases.map { one in findings.count { $0 == one } }
            + [findings.count { $0 == nil }]
        return Self.row(
            scenario.name, direction.rawValue, "\(all)",
            Self.number(mean(direction) { Double($0.matured) }, 0), Self.number(share * 100, 1),
            rejectionInterval(direction).map {
                "\(Self.number($0.low * 100, 1)) to \(Self.number($0.high * 100, 1))"
            } ?? "",
            Self.number(mean(direction, \.riskDifference) * 100, 2),
            Self.number(mean(direction, \.excess), 2),
            Self.number(mean(direction) { $0.chance.map { $0 < 0.05 ? 100 : 0 } }, 1),
            Self.number(power(direction) * 100, 1),
            verdicts.map(String.init).joined(separator: ", "))
    }

    private static func row(_ cells: String...) -> String {
        let widths = [20, 5, 5, 8, 6, 14, 11, 7, 9, 6, 0]
        return zip(cells, widths).map { cell, width in
            cell + String(repeating: " ", count: max(0, width - cell.count))
        }.joined(separator: " ")
    }

    private static func number(_ value: Double, _ places: Int) -> String {
        String(format: "%.\(places)f", value)
    }
}
