import Statistics
import Testing

struct XmRLimitsTests {
    // numpy 2.4.6, Python 3.11:
    // >>> mr = abs(np.diff(y)); m2 = mr[mr < 3.267 * mr.mean()].mean()
    // >>> y.mean(), y.mean() + m2 * 2.66 * np.array([-1, -2/3, 2/3, 1])
    @Test func `mean and limits are those of numpy`() {
        let values = [
            0.91, 0.88, 0.93, 0.90, 0.95, 0.89, 0.92, 0.94, 0.60, 0.90, 0.91, 0.93,
            0.87, 0.92, 0.90, 0.96, 0.91, 0.89, 0.94, 0.92, 0.90, 0.93, 0.88, 0.91,
        ]
        let segment = xmrChart(values.map { .valid($0) }).segments.first
        #expect(isClose(segment?.mean, 0.8995833333333333))
        #expect(isClose(segment?.limits?.lower, 0.8033166666666667))
        #expect(isClose(segment?.limits?.nearLower, 0.8354055555555555))
        #expect(isClose(segment?.limits?.nearUpper, 0.9637611111111111))
        #expect(isClose(segment?.limits?.upper, 0.9958499999999999))
    }

    /// The upper limit's distance from the mean, in factors of 2.66.
    private func meanRange(_ values: [Double]) -> Double? {
        let segment = xmrChart(values.map { .valid($0) }).segments.first
        guard let mean = segment?.mean, let limits = segment?.limits else { return nil }
        return (limits.upper - mean) / 2.66
    }

    /// Values that climb and fall in turn, with these moving ranges.
    private func zigzag(_ ranges: [Int]) -> [Double] {
        let values = ranges.enumerated().reduce(into: [0]) { values, range in
            values.append(values[range.offset] + (range.offset % 2 == 0 ? 1 : -1) * range.element)
        }
        return values.map { Double($0) / 1_000 }
    }

    @Test func `a moving range of exactly the cutoff is dropped and a shorter one is not`() {
        // 297 is 3.267 times the mean of these eleven ranges, 1000 / 11.
        let rest = [70, 70, 70, 70, 70, 70, 70, 70, 70, 73]
        #expect(isClose(meanRange(zigzag(rest + [297])), 0.0703))
        #expect(isClose(meanRange(zigzag(rest + [296])), 0.999 / 11))
    }

    @Test func `long moving ranges are dropped once and no more`() {
        // The second cut would fall on the ten, at 3.267 times 1.25.
        let ranges = Array(repeating: 1, count: 35) + [10, 100]
        #expect(isClose(meanRange(zigzag(ranges)), 0.045 / 36))
    }

    @Test func `a single step in a flat line keeps the mean range before dropping`() {
        let values = [0.9, 0.9, 0.9, 0.9, 0.9, 0.4, 0.4, 0.4, 0.4, 0.4]
        #expect(isClose(meanRange(values), 0.5 / 9))
    }

    @Test(arguments: [
        [], [0.7], [0.95, 0.95], Array(repeating: 0.95, count: 24), [0.3, 0.1 + 0.2, 0.3],
    ])
    func `values that never vary have a mean and no limits`(values: [Double]) {
        let chart = xmrChart(values.map { .valid($0) })
        #expect(chart.segments.allSatisfy { $0.limits == nil && isClose($0.mean, values[0]) })
        #expect(chart.labels == values.map { _ in nil })
    }

    @Test func `a segment of twelve valid points is a trial and one of thirteen is not`() {
        let twelve = (0..<12).map { XmRObservation.valid(Double($0 % 3)) }
        #expect(xmrChart(twelve + [.missing, .provisional]).segments.map(\.isTrial) == [true])
        #expect(xmrChart(twelve + [.missing, .valid(1)]).segments.map(\.isTrial) == [false])
    }

    @Test(arguments: [
        // Limits of 0 and 1 against targets from below to above.
        (-0.5, XmRAssurance.capable, XmRAssurance.notCapable),
        (0, .capable, .hitOrMiss),
        (0.5, .hitOrMiss, .hitOrMiss),
        (1, .hitOrMiss, .capable),
        (1.5, .notCapable, .capable),
    ])
    func `assurance tells sure success and sure failure from chance`(
        target: Double, high: XmRAssurance, low: XmRAssurance
    ) {
        var constants = XmRConstants()
        constants.limitFactor = 0.5
        let values = [XmRObservation.valid(0), .valid(1), .valid(0), .valid(1)]
        let limits = xmrChart(values, constants: constants).segments.first?.limits
        #expect(limits?.assurance(target: target, desired: .high) == high)
        #expect(limits?.assurance(target: target, desired: .low) == low)
    }
}
