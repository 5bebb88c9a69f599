import Statistics
import TestSupport
import Testing

struct XmRChartTests {
    /// Whole-numbered months with ties, gaps, unsettled months and rebases.
    private struct RandomMonths {
        var values: [Int?] = []
        var provisional: Set<Int> = []
        var rebases: [Int] = []

        init(using generator: inout SplitMix64) {
            let calm = Int.random(in: 1...30, using: &generator)
            let drift = Int.random(in: -2...2, using: &generator)
            var level = 0
            for month in 0..<Int.random(in: 0...60, using: &generator) {
                level += drift
                switch Int.random(in: 0..<20, using: &generator) {
                case 0: values.append(nil)
                case 1:
                    values.append(nil)
                    provisional.insert(month)
                case 2: values.append(level + 8 * Int.random(in: -calm...calm, using: &generator))
                case 3: values.append(values.last ?? level)
                default: values.append(level + Int.random(in: -calm...calm, using: &generator))
                }
                if Int.random(in: 0..<25, using: &generator) == 0 { rebases.append(month) }
            }
        }

        func observations(_ unit: (Int) -> Double) -> [XmRObservation] {
            values.indices.map { month in
                if provisional.contains(month) { return .provisional }
                return values[month].map { .valid(unit($0)) } ?? .missing
            }
        }
    }

    @Test(arguments: [1.0, 20, 1_000, 3])
    func `chart and labels agree with the rules in whole numbers`(scale: Double) {
        var generator = SplitMix64(seed: 5)
        var seen: [XmRLabel: Int] = [:]
        for _ in 0..<500 {
            let months = RandomMonths(using: &generator)
            let oracle = XmROracle(
                values: months.values, provisional: months.provisional, rebases: months.rebases)
            let chart = xmrChart(
                months.observations { Double($0) / scale },
                rebases: months.rebases.shuffled(using: &generator))

            #expect(chart.labels == oracle.labels, "\(months)")
            #expect(chart.segments.map(\.validCount) == oracle.segments.map { $0.values.count })
            for (segment, expected) in zip(chart.segments, oracle.segments) {
                #expect(segment.isTrial == (expected.values.count < 13))
                #expect((segment.mean == nil) == expected.values.isEmpty)
                #expect((segment.limits == nil) == (expected.meanRange == nil))
                guard let mean = segment.mean, let limits = segment.limits,
                    let range = expected.meanRange
                else { continue }
                let reach = 2.66 * range / scale
                #expect(isClose(mean, expected.mean / scale))
                #expect(isClose(limits.lower, mean - reach))
                #expect(isClose(limits.nearLower, mean - reach / 3 * 2))
                #expect(isClose(limits.nearUpper, mean + reach / 3 * 2))
                #expect(isClose(limits.upper, mean + reach))
            }
            for label in chart.labels.compactMap(\.self) { seen[label, default: 0] += 1 }
        }
        #expect(seen.count == 5 && seen.values.allSatisfy { $0 > 25 }, "\(seen)")
    }

    @Test(arguments: [(0.37, 11.3), (-0.71, 4.0)])
    func `another unit and a mirrored scale change no label`(factor: Double, offset: Double) {
        var generator = SplitMix64(seed: 6)
        for _ in 0..<300 {
            let months = RandomMonths(using: &generator)
            let labels = xmrChart(months.observations(Double.init), rebases: months.rebases).labels
            let other = months.observations { factor * Double($0) + offset }
            #expect(xmrChart(other, rebases: months.rebases).labels == labels)
        }
    }

    @Test func `months without a settled value change nothing but their own label`() {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<300 {
            let observations = RandomMonths(using: &generator).observations(Double.init)
            let labels = xmrChart(observations).labels
            let settled = observations.indices.filter { index in
                if case .valid = observations[index] { return true }
                return false
            }
            let dense = xmrChart(settled.map { observations[$0] }).labels
            #expect(settled.map { labels[$0] } == dense)
        }
    }

    @Test func `an empty series has no segments`() {
        #expect(xmrChart([]) == xmrChart([], rebases: [0, 3]))
        #expect(xmrChart([]).segments.isEmpty && xmrChart([]).labels.isEmpty)
    }

    @Test func `rebases outside the series or named twice change nothing`() {
        let months = [1, 3, 2, 5, 4].map { XmRObservation.valid($0) }
        #expect(xmrChart(months, rebases: [5, 0, -1, 2, 2]) == xmrChart(months, rebases: [2]))
    }

    @Test func `a segment without a settled month has neither mean nor limits`() {
        let chart = xmrChart([.valid(1), .valid(2), .missing, .provisional], rebases: [2])
        #expect(chart.segments.last?.mean == nil)
        #expect(chart.segments.last?.limits == nil)
        #expect(chart.segments.last?.validCount == 0)
        #expect(chart.labels == [nil, nil, nil, .provisional])
    }
}
