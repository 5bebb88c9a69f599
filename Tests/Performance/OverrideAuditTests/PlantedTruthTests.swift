import Foundation
import OverrideAudit
import Sample
import Statistics
import TestSupport
import Testing

/// The audit held against samples whose truth is known.
struct PlantedTruthTests {
    private static let seeds = ProcessInfo.processInfo.environment["PARALLAX_PLANTED_TRUTH"]
        .flatMap { Int($0) }

    @Test(.enabled(if: seeds != nil, "PARALLAX_PLANTED_TRUTH gives the number of samples"))
    func `The audit finds what was planted and nothing else`() async throws {
        let seeds = try #require(Self.seeds)
        let worlds =
            PlantedTruthStudy.Scenario.blindWorlds + PlantedTruthStudy.Scenario.seeingWorlds
            + [PlantedTruthStudy.Scenario.treated]
        var studies: [PlantedTruthStudy] = []
        for scenario in worlds {
            let study = try await PlantedTruthStudy(scenario, seeds: seeds, accounts: 800)
            print(StudyLine.table(study.lines))
            studies.append(study)
        }
        for study in studies { #expect(study.audits.flatMap(\.blame) == []) }
        for study in studies.prefix(PlantedTruthStudy.Scenario.blindWorlds.count) {
            for line in study.lines where line.promised.hasSuffix(" %") && line.promised != "95 %" {
                // A range of luck that errs on the side of silence is no fault.
                let promised = Double(line.promised.dropLast(2)) ?? 0
                #expect(line.interval.low <= (promised + 2.5) / 100, "\(line)")
            }
        }
        let half = studies[PlantedTruthStudy.Scenario.blindWorlds.count + 1]
        #expect(half.lines.contains { $0.what.hasPrefix("delta right way") && $0.share > 0.1 })
        // What was done after a warning kept accounts: they leave less often than others.
        #expect(studies[studies.count - 1].mean(.down, \.riskDifference) < -0.02)
    }

    @Test(arguments: [
        PlantedTruthStudy.Scenario.blindWorlds[0], PlantedTruthStudy.Scenario.seeingWorlds[1],
        PlantedTruthStudy.Scenario.treated,
    ])
    func `No audit calls a CSM wrong who saw an account worse`(
        scenario: PlantedTruthStudy.Scenario
    ) async throws {
        let study = try await PlantedTruthStudy(scenario, seeds: 3, accounts: 800)
        #expect(study.audits.flatMap(\.blame) == [])
        for audit in study.audits {
            for run in audit.runs.values {
                #expect(run.matured > 100)
                #expect(run.p != nil)
                #expect(run.finding != nil)
            }
        }
    }

    @Test func `CSMs who see what scores do not are found`() async throws {
        let truth = PlantedTruth(overrideSkill: 1, treatmentEffect: 0)
        let study = try await PlantedTruthStudy(
            .init(name: "skill 1", truth: truth), seeds: 4, accounts: 800)
        for direction in OverrideDirection.allCases {
            let shown = study.runs(direction).map(\.worth.shown)
            #expect(shown.count { $0 == .rightWay } >= 3)
            #expect(!shown.contains(.wrongWay))
        }
    }
}
