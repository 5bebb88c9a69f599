import Statistics
import Testing

struct ZChartLabelTests {
    /// The labels of values that are their own z: their mean is 0, their size and variance 1.
    private func labels(_ scores: [Double], rebases: [Int] = []) -> [ZChartLabel?] {
        precondition(abs(scores.reduce(0, +)) < 1e-9, "the mean must be 0")
        return zChart(
            scores.map { .valid(value: $0, size: 1) }, spread: .variance { _ in 1 },
            rebases: rebases
        ).points.map(\.label)
    }

    @Test func `a trend labels all seven of its points and outside comes first`() {
        #expect(
            labels([-4, -2, -1, 0, 1, 2, 4])
                == [.outside, .trend, .trend, .trend, .trend, .trend, .outside])
        #expect(labels([1.5, 1, 0.5, 0, -0.5, -1, -1.5]) == Array(repeating: .trend, count: 7))
    }

    @Test func `six rising points are no trend and a tie breaks one`() {
        #expect(!labels([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]).contains(.trend))
        #expect(!labels([-1.5, -1, -0.5, 0, 0, 0.5, 1, 1.5]).contains(.trend))
    }

    @Test func `a trend is one of values, whatever their sizes`() {
        // Shares that rise while their z falls back, as the numbers behind them shrink.
        let shares = [0.50, 0.52, 0.54, 0.56, 0.58, 0.60, 0.62]
        let sizes = [100.0, 50, 50, 50, 50, 10, 50]
        let chart = zChart(
            zip(shares, sizes).map { .valid(value: $0, size: $1) }, spread: .binomial)
        #expect(chart.points.map(\.label) == Array(repeating: .trend, count: 7))
        let scores = chart.points.compactMap(\.z)
        #expect(zip(scores, scores.dropFirst()).contains { $0 > $1 })
    }

    @Test func `seven points on one side are a shift, all of them`() {
        let shifted = [0.4, 0.8, 0.4, 0.8, 0.4, 0.8, 0.4, -0.2, -1, -0.2, -1, -0.2, -1, -0.4]
        #expect(labels(shifted) == shifted.map { _ in .shift })
    }

    @Test func `a point on the mean breaks a shift`() {
        let broken = [0.4, 0.8, 0.4, 0, 0.4, 0.8, 0.4, -0.2, -1, -0.2, 0, -0.8, -0.6, -0.4]
        #expect(labels(broken) == broken.map { _ in nil })
    }

    @Test func `two of three beyond a near limit are labelled and the third is not`() {
        let quiet = Array(repeating: [-0.3, 0.1], count: 24).flatMap { $0 }
        let expected = quiet.map { _ in ZChartLabel?.none }
        #expect(labels(quiet + [2.3, 0.2, 2.3]) == expected + [.twoOfThree, nil, .twoOfThree])
        #expect(labels(quiet + [2.4, 0, 2.4]) == expected + [nil, nil, nil])
        #expect(labels(quiet + [2.6, -0.4, 2.6]) == expected + [nil, nil, nil])
    }

    @Test func `a point on a limit is not beyond it`() {
        let calm = Array(repeating: [0.1, -0.1], count: 20).flatMap { $0 }
        #expect(labels(calm + [3, -3]).suffix(2) == [nil, nil])
        #expect(labels(calm + [3.001, -3.001]).suffix(2) == [.outside, .outside])
    }

    @Test func `a point on a near limit is not beyond it`() {
        let calm = Array(repeating: [-0.5, 0.1], count: 10).flatMap { $0 }
        #expect(labels(calm + [2, 2, 0]).suffix(3) == [nil, nil, nil])
        #expect(labels(calm + [2.001, 1.999, 0]).suffix(3) == [nil, nil, nil])
        #expect(
            labels(calm + [-0.1, 2.05, 0.04, 2.01]).suffix(3) == [.twoOfThree, nil, .twoOfThree])
    }

    @Test func `missing and provisional periods break no run`() {
        let valid = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5].map {
            ZChartObservation.valid(value: $0, size: 1)
        }
        let periods =
            valid[0...1] + [.missing] + valid[2...3] + [.provisional] + valid[4...4]
            + [.missing, .missing] + valid[5...6]
        #expect(
            zChart(Array(periods), spread: .variance { _ in 1 }).points.map(\.label) == [
                .trend, .trend, nil, .trend, .trend, .provisional, .trend, nil, nil, .trend, .trend,
            ])
    }

    @Test func `no run and no moving range crosses a rebase`() {
        let rising = (0..<8).map { ZChartObservation.valid(value: Double($0), size: 1) }
        let chart = zChart(rising, spread: .variance { _ in 1 }, rebases: [4])
        #expect(!chart.points.contains { $0.label == .trend })
        #expect(chart.segments.map(\.positions) == [0..<4, 4..<8])
        #expect(chart.segments.map(\.mean) == [1.5, 5.5])
        #expect(chart.segments.map(\.movingRange) == [1, 1])
    }
}
