import Calendar
import Attribution
import Domain

/// The targets and benchmarks that apply on the last day of the month under review.
///
/// Source: `Documentation/methods.md`, 8.
struct TargetsAndBenchmarks {
    private struct TargetKey: Hashable {
        var scope: Target.Scope
        var scopeID: Identifier<Target>
        var metric: String
    }

    private var targets: [TargetKey: Target] = [:]
    private var benchmarks: [String: [Benchmark]] = [:]

    /// Those of a portfolio that apply on a day.
    init(_ portfolio: Portfolio, asOf: Day) {
        for target in portfolio.targets where target.from <= asOf && asOf <= target.to {
            let key = TargetKey(
                scope: target.scope, scopeID: Identifier(target.scopeID), metric: target.metric)
            if let known = targets[key], known.from > target.from { continue }
            targets[key] = target
        }
        for benchmark in portfolio.benchmarks where benchmark.asOf.map({ $0 <= asOf }) ?? true {
            benchmarks[benchmark.metric, default: []].append(benchmark)
        }
        benchmarks = benchmarks.mapValues { $0.sorted(by: isListedBefore) }
    }

    /// The benchmarks of a metric, in the order of a scorecard.
    func benchmarks(of metric: String) -> [Benchmark] {
        benchmarks[metric] ?? []
    }

    /// The target of a metric in the first scope that has one.
    ///
    /// - Parameters:
    ///   - metric: its name in the review.
    ///   - scopes: the kinds and names of scopes, the closest first.
    /// - Returns: the target; nil without one.
    func target(of metric: String, in scopes: [(Target.Scope, String)]) -> Double? {
        for (scope, name) in scopes {
            let key = TargetKey(scope: scope, scopeID: Identifier(name), metric: metric)
            if let target = targets[key] { return target.value }
        }
        return nil
    }
}

private typealias Segment = Identifier<Benchmark>

/// All segments first, then by segment, then by statistic.
private func isListedBefore(_ left: Benchmark, _ right: Benchmark) -> Bool {
    switch (left.segment.map(Segment.init), right.segment.map(Segment.init)) {
    case (nil, _?): true
    case (_?, nil): false
    case (let first?, let second?) where first != second: first < second
    default: left.statistic.precedesByBytes(right.statistic)
    }
}
