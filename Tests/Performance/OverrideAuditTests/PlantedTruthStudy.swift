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
    /// What is planted, and what is done to the facts before they are audited.
    struct Scenario: Sendable, CustomTestStringConvertible {
        let name: String
        let truth: PlantedTruth
        var change: @Sendable (inout PlantedTruthPortfolio) -> Void = { _ in }
        var testDescription: String { name }

        private static let blind = PlantedTruth(overrideSkill: 0, treatmentEffect: 0)

        /// Worlds in which overrides tell nothing.
        static let blindWorlds = [
            Scenario(name: "no skill", truth: blind),
            Scenario(name: "no skill, notices early", truth: blind) { $0.giveNoticesEarly() },
            Scenario(name: "no skill, overrides at the near end", truth: blind) {
                $0.bunchOverrides(atNearEnd: true)
            },
            Scenario(name: "no skill, overrides at the far end", truth: blind) {
                $0.bunchOverrides(atNearEnd: false)
            },
            Scenario(name: "no skill, outcomes stop in May", truth: blind) {
                $0.stopOutcomes(after: "2026-05-15")
            },
        ]

        /// Worlds in which overrides tell something.
        static let seeingWorlds = [0.25, 0.5, 1].map { skill in
            Scenario(
                name: "skill \(skill)",
                truth: PlantedTruth(overrideSkill: skill, treatmentEffect: 0))
        }

        /// A world in which warnings keep accounts.
        static let treated = Scenario(
            name: "warnings that help (1.5)",
            truth: PlantedTruth(overrideSkill: 0, treatmentEffect: 1.5))
    }

    /// What one audit says of one direction.
    struct Run: Sendable {
        let matured: Int
        let p: Double?
        let riskDifference: Double?
        let interval: Interval?
        /// How often luck alone is as far from what the scores implied.
        let chance: Double?
        let worth: OverrideWorth
        let finding: AuditFigures.Finding?
    }

    /// What one audit says.
    struct Audit: Sendable {
        let runs: [OverrideDirection: Run]
        /// Parts of the book that are candidates or confirmed.
        let discoveries: Int
        /// Whether heeding overrides forecasts better than the score.
        let heeding: ValueAdded.Finding?
        /// Whether taking them at face value does: 1 better, -1 worse, 0 not shown.
        let faceValue: Int
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
                    return (seed, try Audit(sample, scenario.change))
                }
            }
            var audits: [(Int, Audit)] = []
            for try await audit in group { audits.append(audit) }
            return audits.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    func runs(_ direction: OverrideDirection) -> [Run] { audits.compactMap { $0.runs[direction] } }

    func mean(_ direction: OverrideDirection, _ value: (Run) -> Double?) -> Double {
        let known = runs(direction).compactMap(value)
        return known.reduce(0, +) / Double(max(1, known.count))
    }
}

extension PlantedTruthStudy.Audit {
    fileprivate init(
        _ sample: SamplePortfolio, _ change: (inout PlantedTruthPortfolio) -> Void
    ) throws {
        var portfolio = try PlantedTruthPortfolio(sample)
        change(&portfolio)
        let attributed = AttributedPortfolio(
            portfolio.facts, policy: Policy(), month: sample.lastDay.month)
        let doubted = attributed.outcomeCoverage.isMissing ? attributed.holdingLapsedOpen : nil
        let audit = try OverrideAudit(attributed, health: portfolio.health, doubted: doubted) {
            attributed.asOf(attributed.earlierMonth)
        }
        runs = Dictionary(
            uniqueKeysWithValues: zip(audit.directions, audit.worth).map {
                ($0.direction, .init($0, $1))
            })
        discoveries = audit.segments.count { $0.status == .candidate || $0.status == .confirmed }
        heeding = audit.valueAdded.finding
        let difference = audit.valueAdded.difference
        faceValue =
            (difference?.low).map { $0 > 0 } == true
            ? 1 : (difference?.high).map { $0 < 0 } == true ? -1 : 0
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
        for sentence in figures.map(\.sentence) + audit.worth.map(\.sentence) + [audit.sentence]
        where words.contains(where: { sentence.lowercased().contains($0) }) {
            blame.append("sentence: \(sentence)")
        }
        return blame
    }
}

extension PlantedTruthStudy.Run {
    fileprivate init(_ figures: AuditFigures, _ worth: OverrideWorth) {
        matured = figures.matured
        p = figures.matched?.test.p
        riskDifference = figures.matched?.test.riskDifference
        interval = figures.matched?.test.interval
        chance = figures.implied?.p
        self.worth = worth
        finding = figures.verdict
    }
}

// MARK: Hard worlds

extension PlantedTruthPortfolio {
    /// Customers who leave say so two to five months ahead.
    fileprivate mutating func giveNoticesEarly() {
        for index in facts.renewals.indices where facts.renewals[index].outcome == .churned {
            let ahead = 60 + Int(SplitMix64.mixed(UInt64(index)) % 90)
            facts.renewals[index].notice = facts.renewals[index].due - ahead
        }
    }

    /// Every override is logged at one end of its lead bucket. What the model said is that of the day.
    fileprivate mutating func bunchOverrides(atNearEnd isNear: Bool) {
        let policy = Policy()
        let offsets = accountOffsets(
            facts.renewals.lazy.map(\.account), accounts: facts.accounts.count)
        for index in facts.overrides.indices {
            let override = facts.overrides[index]
            let own = offsets[override.account]..<offsets[override.account + 1]
            guard let next = own.first(where: { facts.renewals[$0].due >= override.logged }) else {
                continue
            }
            let due = facts.renewals[next].due
            guard (14...180).contains(due - override.logged) else { continue }
            let bucket = LeadBucket(leadInDays: due - override.logged, policy: policy)
            let spread = Int(SplitMix64.mixed(UInt64(index)) % 4)
            let lead =
                isNear
                ? bucket.shortestLead(policy) + spread : bucket.longestLead(policy) - spread
            facts.overrides[index].logged = due - lead
            facts.overrides[index].modelTier = nil
            facts.overrides[index].modelScore = nil
        }
        facts.overrides.sort { ($0.account, $0.logged, $0.id) < ($1.account, $1.logged, $1.id) }
    }

    /// Nobody records an outcome after a day.
    fileprivate mutating func stopOutcomes(after day: Day) {
        for index in facts.renewals.indices
        where facts.renewals[index].closed.map({ $0 > day }) ?? (facts.renewals[index].due > day) {
            facts.renewals[index].outcome = .open
            facts.renewals[index].closed = nil
            facts.renewals[index].arrAfter = 0
        }
    }
}

// MARK: Table

extension PlantedTruthStudy {
    /// The lines of a scenario, promised beside found with exact intervals.
    var lines: [StudyLine] {
        let isBlind = scenario.truth.overrideSkill == 0 && scenario.truth.treatmentEffect == 0
        func line(_ what: String, _ promised: String, _ hits: [Bool]) -> StudyLine {
            StudyLine(what, scenario.name, promised, hits.count { $0 }, of: hits.count)
        }
        let nominal = isBlind ? "5 %" : "power"
        var lines = OverrideDirection.allCases.flatMap { direction -> [StudyLine] in
            let runs = runs(direction)
            let shown = runs.compactMap(\.worth.shown)
            let truth = mean(direction, \.riskDifference)
            return [
                line(
                    "contrast p < 0.05, \(direction)", nominal,
                    runs.compactMap(\.p).map { $0 < 0.05 }),
                line(
                    "contrast interval covers, \(direction)", "95 %",
                    runs.compactMap(\.interval).map { $0.low <= truth && truth <= $0.high }),
                line(
                    "outside the range of luck, \(direction)",
                    // Elsewhere scores of overridden days are not those of the training days.
                    isBlind && scenario.name != "no skill" ? "" : nominal,
                    runs.compactMap(\.chance).map { $0 < 0.05 }),
                line(
                    "delta right way, \(direction)", isBlind ? "2.5 %" : "power",
                    shown.map { $0 == .rightWay }),
                line("delta wrong way, \(direction)", "2.5 %", shown.map { $0 == .wrongWay }),
                line(
                    "one of two methods, \(direction)", "",
                    runs.map {
                        ($0.worth.shown == .rightWay || $0.worth.shown == .wrongWay)
                            != ($0.worth.contrastDifference != nil)
                    }),
                line(
                    "opposite signs, \(direction)", "0 %",
                    runs.map { run in
                        let difference = run.worth.contrastDifference ?? 0
                        let delta = run.worth.effect.estimate?.delta ?? 0
                        let isShown = run.worth.shown == .rightWay || run.worth.shown == .wrongWay
                        return isShown && difference * delta < 0
                    }),
            ]
        }
        lines += [
            line(
                "a segment to be confirmed", isBlind ? "4 %" : "", audits.map { $0.discoveries > 0 }
            ),
            line(
                "heeding better", isBlind ? "2.5 %" : "power",
                audits.map { $0.heeding == .heedingAdds }),
            line("heeding worse", "2.5 %", audits.map { $0.heeding == .scoreAlone }),
            line("face value better", "", audits.map { $0.faceValue > 0 }),
            line("face value worse", "", audits.map { $0.faceValue < 0 }),
        ]
        return lines
    }
}
