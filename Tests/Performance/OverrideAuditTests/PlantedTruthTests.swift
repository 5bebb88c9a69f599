import Foundation
import OverrideAudit
import Sample
import Statistics
import Testing

/// The audit held against samples whose truth is known.
struct PlantedTruthTests {
    private static let seeds = ProcessInfo.processInfo.environment["PARALLAX_PLANTED_TRUTH"]
        .flatMap { Int($0) }

    @Test(.enabled(if: seeds != nil, "PARALLAX_PLANTED_TRUTH gives the number of samples"))
    func `The audit finds what was planted and nothing else`() async throws {
        let seeds = try #require(Self.seeds)
        var studies: [PlantedTruthStudy] = []
        for scenario in PlantedTruthStudy.Scenario.all {
            studies.append(try await PlantedTruthStudy(scenario, seeds: seeds, accounts: 800))
        }
        print(PlantedTruthStudy.table(studies))
        let (blind, skilled, treated) = (studies[0], studies[1], studies[2])
        for direction in OverrideDirection.allCases {
            #expect(blind.mean(direction) { Double($0.matured) } > 100)
            // Some renewals are a control in one stratum before they are treated in another, which
            // draws the two arms together: the test errs on the side of silence, by a little.
            let rejections = try #require(blind.rejectionInterval(direction))
            #expect(rejections.low < 0.07 && rejections.high > 0.03, "\(direction)")
            #expect(skilled.mean(direction, \.excess) > 0)
            #expect(skilled.power(direction) > 0.1)
        }
        // What was done after a warning kept accounts: they leave less often than others.
        #expect(treated.mean(.down, \.riskDifference) < -0.02)
        for study in studies { #expect(study.audits.flatMap(\.blame) == []) }
    }

    @Test(arguments: PlantedTruthStudy.Scenario.all)
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

    @Test func `EpisodeSummary beats the scores of CSMs who see what they do not`() async throws {
        let truth = PlantedTruth(overrideSkill: 1, treatmentEffect: 0)
        let study = try await PlantedTruthStudy(
            .init(name: "skill 1", truth: truth), seeds: 4, accounts: 800)
        for direction in OverrideDirection.allCases {
            #expect(study.mean(direction, \.excess) > 0)
            #expect(study.power(direction) >= 0.5)
        }
    }
}
