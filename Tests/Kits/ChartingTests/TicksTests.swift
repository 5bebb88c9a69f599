import Charting
import Testing

@Suite struct TicksTests {
    @Test(arguments: [
        (0.832, 0.942), (0, 1), (-12, 45), (-100, 100), (0, 1.2e6), (5, 5), (0, 0), (1e15, 3e17),
        (-3e17, 2), (1e-12, 2e-12),
    ])
    func `ticks cover the range, are round and even, and at most as many as asked`(
        low: Double, high: Double
    ) {
        let ticks = Ticks(covering: low...high, count: 8)
        #expect(ticks.range.lowerBound <= low + ticks.step * 1e-6)
        #expect(ticks.range.upperBound >= high - ticks.step * 1e-6)
        #expect((2...9).contains(ticks.values.count))
        for (value, next) in zip(ticks.values, ticks.values.dropFirst()) {
            #expect(abs(next - value - ticks.step) < ticks.step * 1e-6)
        }
    }

    @Test func `ticks stay within what the values cannot leave`() {
        let rate = Ticks(covering: 0.97...1, count: 8, within: 0...1, smallestSpan: 0.04)
        #expect(rate.range.upperBound <= 1 + 1e-12)
        #expect(rate.range.lowerBound <= 0.97)
        let score = Ticks(covering: -100 ... -100, count: 8, within: -100...100, smallestSpan: 4)
        #expect(score.range.lowerBound == -100)
    }

    @Test func `a percentage axis takes no step that needs a decimal where a whole one fits`() {
        let ticks = Ticks(covering: 0.88...1.06, count: 8, shownTimes: 100)
        #expect(abs(ticks.step - 0.05) < 1e-12)
    }
}
