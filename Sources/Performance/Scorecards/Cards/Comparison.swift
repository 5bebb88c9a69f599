import Attribution
public import Domain
import Statistics

/// A value compared with its target and its benchmarks.
///
/// Source: `Documentation/methods.md`, 8.
public struct Comparison: Sendable {
    /// The target that applies; nil without one.
    public var target: Double?
    /// How the value compares with the target; nil without a target.
    public var versusTarget: TargetVerdict?
    /// Why nobody can tell how the value compares; nil where somebody can, where the value's own
    /// `reason` says it, and without a target.
    public package(set) var verdictReason: VerdictReason?
    /// value / target; nil without a value or a target, for a target of 0, and for NPS.
    public var attainment: Double?
    /// The benchmarks known on the last day: those of all segments first, then by segment, then by
    /// statistic.
    public var benchmarks: [Benchmark] = []
}

extension Rate {
    /// Compares the rate of a scope with its target and its benchmarks.
    mutating func compare(
        as metric: RateMetric, of scope: Scope, target: Double?, benchmarks: [Benchmark],
        policy: Policy
    ) {
        comparison = Comparison(target: target, benchmarks: benchmarks)
        guard let target else { return }
        if estimate.isTooSmall(forVerdictAs: metric, of: scope, policy: policy) {
            comparison.versusTarget = .cannotTell
            comparison.verdictReason = .tooFewForVerdict
        } else {
            comparison.versusTarget = estimate.verdict(as: metric, target: target, policy: policy)
        }
        if metric != .nps, target != 0 {
            comparison.attainment = estimate.value.map { $0 / target }
        }
    }
}

extension Rate {
    /// Keeps a verdict only where another computation, without the outcomes that may be missing, says
    /// the same.
    mutating func weaken(by other: Rate) {
        guard let verdict = comparison.versusTarget, verdict != .cannotTell,
            verdict != other.comparison.versusTarget
        else { return }
        comparison.versusTarget = .cannotTell
        comparison.verdictReason = .outcomesMissing
    }
}

extension Amount {
    /// Compares the amount with its target and its benchmarks.
    mutating func compare(target: Double?, benchmarks: [Benchmark]) {
        comparison = Comparison(target: target, benchmarks: benchmarks)
        guard let target else { return }
        comparison.versusTarget = value.map { $0 >= target ? .met : .notMet } ?? .cannotTell
        if target != 0 { comparison.attainment = value.map { $0 / target } }
    }
}

extension Estimate {
    /// Whether there is a value that rests on too little for a verdict: too few answers, or for a CSM
    /// or a team revenue of too few equal contracts.
    fileprivate func isTooSmall(
        forVerdictAs metric: RateMetric, of scope: Scope, policy: Policy
    ) -> Bool {
        guard value != nil else { return false }
        switch (metric, scope) {
        case (.nps, _): return denominator.map { $0 < policy.npsVerdictCount } ?? false
        case (_, .csm), (_, .team):
            // Ten equal amounts give 9.999999999999998.
            return metric.isRevenue
                && (effectiveCount.map { $0 < policy.moneyVerdictCount - 1e-9 } ?? true)
        default: return false
        }
    }

    /// How a rate compares with its target: by the exact binomial test for logo rates, by the
    /// interval for others.
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
