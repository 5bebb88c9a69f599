import Statistics
import Testing

struct XmRLabelTests {
    /// The labels of tenths, so that no mean and no limit is exact in binary.
    private func labels(
        _ tenths: [Int], rebases: [Int] = [], constants: XmRConstants = XmRConstants()
    ) -> [XmRLabel?] {
        xmrChart(
            tenths.map { .valid(Double($0) / 10) }, rebases: rebases, constants: constants
        ).labels
    }

    @Test func `a trend labels all seven of its points and outside comes first`() {
        #expect(
            labels([0, 1, 2, 3, 4, 5, 6])
                == [.outside, .trend, .trend, .trend, .trend, .trend, .outside])
        #expect(
            labels([6, 5, 4, 3, 2, 1, 0])
                == [.outside, .trend, .trend, .trend, .trend, .trend, .outside])
    }

    @Test func `six rising points are no trend and a tie breaks one`() {
        #expect(!labels([0, 1, 2, 3, 4, 5]).contains(.trend))
        #expect(!labels([0, 1, 2, 3, 3, 4, 5, 6]).contains(.trend))
    }

    @Test func `seven points on one side are a shift, all of them`() {
        let shifted = [4, 8, 4, 8, 4, 8, 4, 0, -4, 0, -4, 0, -4, 0]
        #expect(labels(shifted) == shifted.map { _ in .shift })
    }

    @Test func `a point on the mean breaks a shift`() {
        let broken = [4, 8, 4, 2, 4, 8, 4, 0, -4, 0, 2, 0, -4, 0]
        #expect(labels(broken) == broken.map { _ in nil })
    }

    @Test func `points that stay alike are neither a trend nor a shift`() {
        let flat = Array(repeating: 5, count: 8)
        #expect(labels(flat + [4, 6]) == flat.map { _ in nil } + [.outside, .outside])
    }

    @Test func `two of three beyond a near limit are labelled and the third is not`() {
        let quiet = Array(repeating: [0, 20], count: 8).flatMap { $0 }
        let expected = quiet.map { _ in XmRLabel?.none }
        #expect(labels(quiet + [58, 20, 58]) == expected + [.twoOfThree, nil, .twoOfThree])
        #expect(labels(quiet + [58, 10, 58]) == expected + [nil, nil, nil])
    }

    @Test func `a point on a limit is not beyond it`() {
        var constants = XmRConstants()
        constants.limitFactor = 0.5
        #expect(labels([1, 3, 1, 3], constants: constants) == [nil, nil, nil, nil])
        constants.limitFactor = 0.499
        #expect(labels([1, 3, 1, 3], constants: constants) == Array(repeating: .outside, count: 4))
    }

    @Test func `a point on a near limit is not beyond it`() {
        // The mean is 0.5, the mean range 0.2, and 0.6 lies half a range above the mean.
        let tenths = [6, 6, 6, 2, 6, 4]
        var constants = XmRConstants()
        constants.limitFactor = 10
        constants.nearShare = 0.05
        #expect(!labels(tenths, constants: constants).contains(.twoOfThree))
        constants.nearShare = 0.0499
        #expect(labels(tenths, constants: constants).prefix(3).allSatisfy { $0 == .twoOfThree })
    }

    @Test func `missing and provisional months break no run`() {
        let months: [XmRObservation] = [
            .valid(0), .valid(1), .missing, .valid(2), .valid(3), .provisional, .valid(4),
            .missing, .missing, .valid(5), .valid(6),
        ]
        #expect(
            xmrChart(months).labels == [
                .outside, .trend, nil, .trend, .trend, .provisional, .trend, nil, nil, .trend,
                .outside,
            ])
    }

    @Test func `no run and no moving range crosses a rebase`() {
        let chart = xmrChart([0, 1, 2, 3, 4, 5, 6, 7].map { .valid($0) }, rebases: [4])
        #expect(!chart.labels.contains(.trend))
        #expect(chart.segments.map(\.positions) == [0..<4, 4..<8])
        #expect(chart.segments.map(\.mean) == [1.5, 5.5])
        let leap = xmrChart([0, 1, 0, 1, 90, 91, 90, 91].map { .valid($0) }, rebases: [4])
        #expect(isClose(leap.segments.last?.limits?.upper, 93.16))
    }
}
