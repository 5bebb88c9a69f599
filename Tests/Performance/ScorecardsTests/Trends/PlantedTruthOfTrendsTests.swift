import Foundation
import Scorecards
import Testing

/// The trends held against random companies whose truth is known.
struct PlantedTruthOfTrendsTests {
    private static let seeds = ProcessInfo.processInfo.environment["PARALLAX_PLANTED_TRUTH"]
        .flatMap { Int($0) }

    @Test(.enabled(if: seeds != nil, "PARALLAX_PLANTED_TRUTH gives the number of samples"))
    func `Luck is seldom spoken of, and what changed is found`() async throws {
        let seeds = try #require(Self.seeds)
        var studies: [PlantedTrendStudy] = []
        let (stationary, rare, changes) = (
            PlantedTrendStudy.Scenario.stationary, PlantedTrendStudy.Scenario.rare,
            PlantedTrendStudy.Scenario.changes
        )
        for scenario in stationary + rare + changes {
            // Charts are made fast: each scenario takes five times as many as slower studies do.
            studies.append(await PlantedTrendStudy(scenario, seeds: 5 * seeds))
        }
        print(PlantedTrendStudy.table(studies))
        for (index, study) in studies.enumerated() {
            let n = Double(study.charts.count)
            #expect(n > 4 * Double(seeds), "\(study.scenario.name)")
            guard study.scenario.nominal != nil else { continue }
            let isRare = index >= stationary.count
            let most = isRare ? (any: 0.5, recent: 0.15) : (any: 0.25, recent: 0.06)
            #expect(
                Double(study.marked(recently: true)) < most.recent * n, "\(study.scenario.name)")
            #expect(Double(study.marked(recently: false)) < most.any * n, "\(study.scenario.name)")
        }
        let steps = studies.filter { $0.scenario.name.contains("for eight months") }
        #expect(steps[1].marked(recently: true) > steps[0].marked(recently: true))
    }

    @Test(arguments: PlantedTrendStudy.Scenario.stationary.indices)
    func `A few stationary companies hardly ever have something to say`(index: Int) async {
        let study = await PlantedTrendStudy(PlantedTrendStudy.Scenario.stationary[index], seeds: 40)
        #expect(study.charts.count >= 35, "\(study.scenario.name)")
        // At 1 in 30, luck gives eight or more of forty less than once in 20,000.
        #expect(study.marked(recently: true) <= 7, "\(study.scenario.name)")
    }
}
