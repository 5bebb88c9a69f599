public import Domain
import Statistics

/// A value beside its target and its benchmarks.
///
/// Source: `Documentation/methods.md`, 8.
public struct Comparison: Sendable {
    /// The target that applies; nil without one.
    public var target: Double?
    /// What can be said; nil without a target.
    public var versusTarget: TargetVerdict?
    /// value / target; nil without either, for a target of 0 and for NPS.
    public var attainment: Double?
    /// What others reach, as known on the last day; all segments first, then by segment, then by
    /// statistic.
    public var benchmarks: [Benchmark] = []
}

extension Rate {
    /// Puts the rate beside its target and its benchmarks.
    mutating func compare(
        as metric: RateMetric, target: Double?, benchmarks: [Benchmark], policy: Policy
    ) {
        comparison = Comparison(target: target, benchmarks: benchmarks)
        guard let target else { return }
        comparison.versusTarget = estimate.verdict(as: metric, target: target, policy: policy)
        if metric != .nps, target != 0 {
            comparison.attainment = estimate.value.map { $0 / target }
        }
    }
}

extension Amount {
    /// Puts the amount beside its target and its benchmarks.
    mutating func compare(target: Double?, benchmarks: [Benchmark]) {
        comparison = Comparison(target: target, benchmarks: benchmarks)
        guard let target else { return }
        comparison.versusTarget = value.map { $0 >= target ? .met : .notMet } ?? .cannotTell
        if target != 0 { comparison.attainment = value.map { $0 / target } }
    }
}

extension Estimate {
    /// Logo rates by the exact binomial test of their counts, all others by their interval.
    fileprivate func verdict(
        as metric: RateMetric, target: Double, policy: Policy
    ) -> TargetVerdict {
        guard let value, let low, let high, let numerator, let denominator else {
            return .cannotTell
        }
        switch metric {
        case .logoRenewalRate, .logoChurnRate:
            let p = exactBinomialTest(
                successes: Int(numerator), trials: Int(denominator), probability: target)
            guard let p, p < policy.significance else { return .cannotTell }
            return value > target ? .above : .below
        default:
            return target < low ? .above : target > high ? .below : .cannotTell
        }
    }
}
