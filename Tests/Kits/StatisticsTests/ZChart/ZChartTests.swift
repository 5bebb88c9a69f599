import Statistics
import TestSupport
import Testing

struct ZChartTests {
    /// Shares and means of changing sizes with ties, gaps, unsettled periods and rebases.
    private struct RandomPeriods {
        var values: [ZChartOracle.Value?] = []
        var provisional: Set<Int> = []
        var rebases: [Int] = []

        init(using generator: inout SplitMix64) {
            let sizes = 10...Int.random(in: 11...80, using: &generator)
            let drift = Double.random(in: -0.01...0.01, using: &generator)
            var chance = Double.random(in: 0.05...0.95, using: &generator)
            for period in 0..<Int.random(in: 0...40, using: &generator) {
                chance = min(max(chance + drift, 0.02), 0.98)
                let n = Int.random(in: sizes, using: &generator)
                let x = (0..<n).count { _ in
                    Double.random(in: 0..<1, using: &generator) < chance
                }
                switch Int.random(in: 0..<20, using: &generator) {
                case 0: values.append(nil)
                case 1:
                    values.append(nil)
                    provisional.insert(period)
                case 2: values.append(share(n - x, of: n))
                case 3: values.append(values.last ?? share(x, of: n))
                default: values.append(share(x, of: n))
                }
                if Int.random(in: 0..<25, using: &generator) == 0 { rebases.append(period) }
            }
        }

        private func share(_ x: Int, of n: Int) -> ZChartOracle.Value {
            .init(x: Double(x), size: Double(n), ratio: Double(x) / Double(n))
        }

        var observations: [ZChartObservation] {
            values.indices.map { period in
                if provisional.contains(period) { return .provisional }
                return values[period].map { .valid(value: $0.ratio, size: $0.size) } ?? .missing
            }
        }
    }

    private func check(
        _ chart: ZChart, against oracle: ZChartOracle, _ seen: inout [ZChartLabel: Int]
    ) {
        #expect(chart.points.map(\.label) == oracle.labels)
        for (point, z) in zip(chart.points, oracle.scores) {
            #expect(z.map { isClose(point.z, $0) } ?? (point.z == nil && point.limits == nil))
        }
        #expect(chart.segments.map(\.validCount) == oracle.segments.map(\.values.count))
        for (segment, expected) in zip(chart.segments, oracle.segments) {
            #expect(segment.isTrial == (expected.values.count < 13))
            #expect((segment.mean == nil) == expected.values.isEmpty)
            #expect((segment.limits == nil) == !expected.canVary)
            #expect((segment.reach == nil) == !expected.canVary)
            guard !expected.values.isEmpty else { continue }
            #expect(isClose(segment.mean, expected.mean))
            #expect(isClose(segment.typicalSize, expected.typicalSize))
            guard expected.canVary, let limits = segment.limits else { continue }
            #expect(isClose(segment.movingRange, expected.movingRange))
            #expect(isClose(segment.reach, expected.reach))
            let outer = expected.limits(expected.typicalSize, within: expected.reach)
            let inner = expected.limits(expected.typicalSize, within: expected.reach * 2 / 3)
            #expect(isClose(limits.lower, outer.low) && isClose(limits.upper, outer.high))
            #expect(isClose(limits.nearLower, inner.low) && isClose(limits.nearUpper, inner.high))
        }
        for label in chart.points.compactMap(\.label) { seen[label, default: 0] += 1 }
    }

    @Test func `charts of counts agree with the slow oracle`() {
        var generator = SplitMix64(seed: 5)
        var seen: [ZChartLabel: Int] = [:]
        for _ in 0..<300 {
            let periods = RandomPeriods(using: &generator)
            let chart = zChart(
                periods.observations, spread: .binomial,
                rebases: periods.rebases.shuffled(using: &generator))
            check(
                chart,
                against: ZChartOracle(
                    values: periods.values, provisional: periods.provisional,
                    rebases: periods.rebases), &seen)
        }
        #expect(seen.count == 5 && seen.values.allSatisfy { $0 > 5 }, "\(seen)")
    }

    @Test func `charts of means agree with the slow oracle`() {
        var generator = SplitMix64(seed: 6)
        var seen: [ZChartLabel: Int] = [:]
        for _ in 0..<300 {
            let periods = RandomPeriods(using: &generator)
            let scale = Double.random(in: 0.1...1, using: &generator)
            func variance(_ positions: [Int]) -> Double { scale / Double(positions.count + 4) }
            let chart = zChart(
                periods.observations, spread: .variance(variance), rebases: periods.rebases)
            check(
                chart,
                against: ZChartOracle(
                    values: periods.values, provisional: periods.provisional,
                    rebases: periods.rebases, variance: variance), &seen)
        }
        #expect(seen.count == 5 && seen.values.allSatisfy { $0 > 10 }, "\(seen)")
    }

    @Test func `limits of a point hold the values that are not outside`() {
        var generator = SplitMix64(seed: 8)
        for _ in 0..<200 {
            let periods = RandomPeriods(using: &generator)
            let chart = zChart(periods.observations, spread: .binomial)
            for (point, value) in zip(chart.points, periods.values) {
                guard let value, let limits = point.limits else { continue }
                let isInside = limits.lower <= value.ratio && value.ratio <= limits.upper
                #expect(isInside == (point.label != .outside))
                #expect(limits.lower <= limits.nearLower && limits.nearUpper <= limits.upper)
            }
        }
    }

    @Test func `what is kept and what is lost give mirrored charts`() {
        var generator = SplitMix64(seed: 9)
        for _ in 0..<100 {
            let periods = RandomPeriods(using: &generator)
            let kept = zChart(periods.observations, spread: .binomial, rebases: periods.rebases)
            let lost = zChart(
                periods.observations.map { observation in
                    guard case .valid(let value, let size) = observation else { return observation }
                    return .valid(value: 1 - value, size: size)
                }, spread: .binomial, rebases: periods.rebases)
            #expect(kept.points.map(\.label) == lost.points.map(\.label))
            for (one, other) in zip(kept.points, lost.points) {
                #expect((one.z == nil) == (other.z == nil))
                if let z = one.z { #expect(isClose(other.z, -z, tolerance: 1e-8)) }
            }
        }
    }

    @Test func `periods without a settled value change nothing but their own label`() {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<200 {
            let observations = RandomPeriods(using: &generator).observations
            let points = zChart(observations, spread: .binomial).points
            let settled = observations.indices.filter { index in
                if case .valid = observations[index] { return true }
                return false
            }
            let dense = zChart(settled.map { observations[$0] }, spread: .binomial).points
            #expect(settled.map { points[$0] } == dense)
        }
    }

    @Test func `an empty series has no segments`() {
        let empty = zChart([], spread: .binomial)
        #expect(empty == zChart([], spread: .variance { _ in 1 }, rebases: [0, 3]))
        #expect(empty.segments.isEmpty && empty.points.isEmpty)
    }

    @Test func `rebases outside the series or named twice change nothing`() {
        let values = [1, 3, 2, 5, 4].map { ZChartObservation.valid(value: $0 / 10, size: 10) }
        #expect(
            zChart(values, spread: .binomial, rebases: [5, 0, -1, 2, 2])
                == zChart(values, spread: .binomial, rebases: [2]))
    }
}
