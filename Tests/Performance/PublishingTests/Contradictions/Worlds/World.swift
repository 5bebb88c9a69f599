import Domain
import PerformanceTestSupport
import Review
import Sample
import Statistics
import TestSupport
import Testing

/// A portfolio whose review is looked at for contradictions.
struct World: Sendable, CustomTestStringConvertible {
    let name: String
    var policy = Policy()
    let facts: @Sendable () throws -> any FactReading

    var testDescription: String { name }

    /// What the files of its review say.
    ///
    /// - Throws: what the sample, the review or a template throws.
    func publication() throws -> Publication {
        let reading = try facts()
        return try Publication(
            MonthlyReview(reading, policy: policy, month: october), reading)
    }

    /// Fifty of them: samples with and without skill, random facts, and facts that are special.
    static let all: [World] = samples + random + special

    /// Samples of all sizes; in some of them a CSM stands out, or warnings help.
    private static let samples = (0..<22).map { index -> World in
        let accounts = [60, 90, 120, 160, 200, 240, 280, 300][index % 8]
        let skills = [0, 0.5, 1]
        let csms = [2, 4, 6, 8, 12, 16][index % 6]
        var truth = PlantedTruth(
            overrideSkill: skills[index % 3], treatmentEffect: index % 4 == 3 ? 1.5 : 0)
        if index % 5 == 4 {
            truth.standout = PlantedTruth.Standout(
                position: 1, keeping: index % 2 == 0 ? -2 : 2)
        }
        return sampled(accounts: accounts, csms: csms, seed: UInt64(100 + index), truth: truth)
    }

    private static let smallPolicies = [Policy(), PerformanceTestSupport.policy(minimumCount: 4)]

    /// Facts in which everything occurs that may occur.
    private static let random = (0..<8).map { index -> World in
        World(
            name: "random facts \(index)", policy: smallPolicies[index % 2]
        ) {
            var generator = SplitMix64(seed: UInt64(index))
            return InMemoryReading(randomPortfolio(&generator))
        }
    }

    /// A sample with answers and targets, with or without its daily scores, changed before it is
    /// reviewed.
    static func sampled(
        _ name: String? = nil, accounts: Int, csms: Int, seed: UInt64, truth: PlantedTruth,
        policy: Policy = Policy(), isScored: Bool = true,
        change: @escaping @Sendable (inout Portfolio) -> Void = { _ in }
    ) -> World {
        let size = "\(accounts) accounts, \(csms) CSMs, skill \(truth.overrideSkill)"
        return World(name: name ?? "sample \(seed): \(size)", policy: policy) {
            let sample = SamplePortfolio(accounts: accounts, csms: csms, seed: seed, truth: truth)
            var portfolio = try PlantedTruthPortfolio(sample)
            portfolio.facts.addAnswersAndTargets(seed: seed)
            change(&portfolio.facts)
            let health: any HealthHistory =
                if isScored { portfolio.health } else { InMemoryHealth() }
            return SampleReading(
                portfolio: portfolio.facts, health: health,
                lastHealthDay: isScored ? sample.lastDay : nil)
        }
    }
}
