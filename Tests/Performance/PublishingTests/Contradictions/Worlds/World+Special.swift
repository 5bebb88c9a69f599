import Calendar
import Domain
import PerformanceTestSupport
import Sample
import TestSupport

extension World {
    private static let skilled = PlantedTruth(overrideSkill: 1, treatmentEffect: 0)
    private static let blind = PlantedTruth(overrideSkill: 0, treatmentEffect: 0)

    /// Portfolios in which something is missing, alike or unusual.
    static let special: [World] = stopped + alike + overridden + built

    /// Exports whose outcomes stopped.
    private static let stopped: [World] = {
        var standout = skilled
        standout.standout = PlantedTruth.Standout(position: 1, keeping: -3)
        var recordsNoChurn = Policy()
        recordsNoChurn.lapsedMeansChurn = true
        return [
            sampled(
                "outcomes stop in May", accounts: 200, csms: 6, seed: 5, truth: PlantedTruth()
            ) { $0.stopOutcomes(after: "2026-05-15") },
            sampled("outcomes stop in June", accounts: 300, csms: 8, seed: 6, truth: skilled) {
                $0.stopOutcomes(after: "2026-06-30")
            },
            sampled("outcomes stop in March", accounts: 120, csms: 4, seed: 7, truth: blind) {
                $0.stopOutcomes(after: "2026-03-31")
            },
            sampled(
                "outcomes stop in July, a CSM stands out", accounts: 300, csms: 4, seed: 8,
                truth: standout
            ) { $0.stopOutcomes(after: "2026-07-10") },
            sampled(
                "nobody records churn", accounts: 200, csms: 6, seed: 5, truth: PlantedTruth(),
                policy: recordsNoChurn
            ) { $0.stopOutcomes(after: "2026-05-15") },
        ]
    }()

    /// Portfolios of one CSM, or with one outcome.
    private static let alike = [
        sampled("one CSM", accounts: 120, csms: 1, seed: 9, truth: PlantedTruth()),
        sampled("all renewed", accounts: 120, csms: 4, seed: 10, truth: PlantedTruth()) {
            $0.closeAll(as: .renewed)
        },
        sampled("all churned", accounts: 120, csms: 4, seed: 11, truth: PlantedTruth()) {
            $0.closeAll(as: .churned)
        },
    ]

    /// Portfolios with many overrides, with none, and with overrides that nobody can judge.
    private static let overridden: [World] = {
        var often = skilled
        often.overridesPerYear = 4
        return [
            sampled(
                "overrides without tiers", accounts: 120, csms: 4, seed: 12, truth: PlantedTruth(),
                isScored: false
            ) { $0.forgetModel(ofEvery: 1) },
            sampled(
                "every second override without a tier", accounts: 200, csms: 6, seed: 13,
                truth: skilled, isScored: false
            ) { $0.forgetModel(ofEvery: 2) },
            sampled("no overrides", accounts: 120, csms: 4, seed: 14, truth: PlantedTruth()) {
                $0.overrides = []
            },
            World(name: "overrides that came too late") {
                InMemoryReading(.overriddenTooLate)
            },
            sampled("many overrides", accounts: 300, csms: 8, seed: 15, truth: often),
            sampled("many overrides again", accounts: 300, csms: 16, seed: 16, truth: often),
        ]
    }()

    /// Portfolios that are written down one by one.
    private static let built: [World] = {
        var rebased = Policy()
        rebased.rebases = [
            Policy.Rebase(
                metric: "logo_renewal_rate", from: "2025-08", reason: "contracts of two years")
        ]
        return [
            sampled(
                "limits that begin anew", accounts: 300, csms: 8, seed: 17, truth: PlantedTruth(),
                policy: rebased),
            World(name: "three contracts a month") { InMemoryReading(.threeContractsAMonth) },
            World(name: "no facts") { InMemoryReading(PortfolioBuilder()) },
            World(name: "an audited portfolio") { InMemoryReading(.audited) },
            World(name: "four books") {
                var builder = PortfolioBuilder.fourBooks
                builder.target(.company, "logo_renewal_rate", 0.88)
                return InMemoryReading(builder)
            },
            World(name: "below target, as an average team would be") {
                InMemoryReading(.books([(50, 36), (50, 38), (50, 37)], target: 0.88))
            },
        ]
    }()
}
