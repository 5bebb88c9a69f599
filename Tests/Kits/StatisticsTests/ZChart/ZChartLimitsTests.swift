import Statistics
import Testing

struct ZChartLimitsTests {
    private func counts(_ pairs: [(Double, Double)]) -> [ZChartObservation] {
        pairs.map { .valid(value: $0.0 / $0.1, size: $0.1) }
    }

    // scipy 1.17.1 and numpy 2.4.6; x, n are the arrays below:
    // >>> def z(x, n, p):
    // ...     u = binom.cdf(x - 1, n, p) + binom.pmf(x, n, p) / 2
    // ...     return ndtri(u) if u <= .5 else -ndtri(binom.sf(x, n, p) + binom.pmf(x, n, p) / 2)
    // >>> p = x.sum() / n.sum(); zs = [z(a, b, p) for a, b in zip(x, n)]; mr = abs(np.diff(zs))
    // >>> a = mr[mr < 3.267 * mr.mean()].mean(); h = max(3, 2.66 * a); m = int(n.mean() + .5)
    // >>> [k / m for k in range(m + 1) if abs(z(k, m, p)) <= h]   # first and last; near: 2 * h / 3
    @Test func `z and limits of counts are those of scipy`() throws {
        let x = [18.0, 27, 9, 40, 11, 16, 22, 13, 30, 8, 19, 25, 12, 17]
        let n = [20.0, 30, 12, 44, 12, 18, 25, 15, 34, 14, 21, 28, 13, 19]
        let chart = zChart(counts(Array(zip(x, n))), spread: .binomial)
        let scores = [
            0.24522139028356482, 0.33700537513410406, -1.192672370409611, 0.6280518428885861,
            0.317273056996801, 0.0854495511067075, -0.002567216055166496, -0.17759345973519422,
            0.05824805638798934, -2.787779660465983, 0.32126099279358833, 0.20606249813412142,
            0.4087805886138995, 0.16669589565387186,
        ]
        #expect(areClose(chart.points.compactMap(\.z), scores))
        let segment = try #require(chart.segments.first)
        #expect(isClose(segment.mean, 0.8754098360655738))
        #expect(isClose(segment.movingRange, 0.4585158218671534))
        #expect(segment.reach == 3 && segment.typicalSize == 22 && segment.variance == nil)
        #expect(isClose(segment.limits?.lower, 14.0 / 22) && segment.limits?.upper == 1)
        #expect(isClose(segment.limits?.nearLower, 16.0 / 22) && segment.limits?.nearUpper == 1)
        #expect(isClose(chart.points[2].limits?.lower, 7.0 / 12))
        #expect(isClose(chart.points[2].limits?.nearLower, 8.0 / 12))
    }

    // >>> rb = (m * r).sum() / m.sum(); zs = (r - rb) / np.sqrt(.31**2 / m); a, h as above
    // >>> rb + h * np.sqrt(.31**2 / m.mean()) * np.array([-1, -2/3, 2/3, 1])
    @Test func `z and limits of means are those of numpy`() throws {
        let r = [
            0.91, 0.85, 1.02, 0.97, 0.60, 0.93, 0.88, 0.99, 1.05, 0.9, 0.95, 0.86, 0.92, 0.94,
        ]
        let m = [12.5, 10, 31.25, 18, 11, 14.5, 22, 16, 10.75, 19, 25, 13, 17, 12]
        let chart = zChart(
            zip(r, m).map { .valid(value: $0, size: $1) }, spread: .variance { _ in 0.31 * 0.31 })
        let scores = [
            -0.17758782306982637, -0.7708931184218862, 1.7028176869117317, 0.6080508743392949,
            -3.48321693517129, 0.05440216119490694, -0.689508073147012, 0.8313403781979989,
            1.3160237527828713, -0.3595546159977048, 0.39401418242491737, -0.7626452833425454,
            -0.07409780340810206, 0.16123581975352702,
        ]
        #expect(areClose(chart.points.compactMap(\.z), scores))
        let segment = try #require(chart.segments.first)
        #expect(isClose(segment.mean, 0.9255711206896551))
        #expect(isClose(segment.movingRange, 1.465369201190264))
        #expect(isClose(segment.reach, 3.8978820751661023))
        #expect(isClose(segment.typicalSize, 16.571428571428573))
        #expect(isClose(segment.limits?.lower, 0.6287393278078729))
        #expect(isClose(segment.limits?.nearLower, 0.727683258768467))
        #expect(isClose(segment.limits?.nearUpper, 1.1234589826108432))
        #expect(isClose(segment.limits?.upper, 1.2224029135714374))
        #expect(isClose(chart.points[4].limits?.lower, 0.5612418643880976))
        #expect(isClose(chart.points[4].limits?.upper, 1.2899003769912125))
    }

    // scipy 1.17.1, z as above, cut at ±8; x of n beside a value that makes p what it is.
    @Test(arguments: [
        (0, 10, 0.9, -6.466951087240517), (9, 10, 0.9, -0.10645339477959295),
        (10, 10, 0.9, 0.9371557647908094), (0, 12, 0.02, -0.27317756645298025),
        (3, 12, 0.02, 3.154694236681803), (12, 12, 0.02, 8), (60, 100, 0.9, -7.874508586093918),
        (4321, 5000, 0.87, -1.2168058004323585), (4700, 5000, 0.87, 8),
        (37, 400, 0.05, 3.5214047429477997), (50_000, 100_000, 0.505, -3.1623488155763653),
    ])
    func `scores of counts are those of scipy into both tails`(
        x: Double, n: Double, probability: Double, expected: Double
    ) {
        let rest = ZChartObservation.valid(
            value: (1e6 * probability - x) / (1e6 - n), size: 1e6 - n)
        let chart = zChart([.valid(value: x / n, size: n), rest], spread: .binomial)
        #expect(isClose(chart.points[0].z, expected))
    }

    @Test func `wide swings move the limits as far as their moving ranges`() throws {
        let x = [18.0, 10, 19, 9, 18, 11, 20, 8, 19, 10, 18, 9, 20]
        let segment = try #require(
            zChart(counts(x.map { ($0, 20) }), spread: .binomial).segments.first)
        #expect(isClose(segment.movingRange, 4.6723172695154345))
        #expect(isClose(segment.reach, 12.428363936911056))
        // z is cut at 8, so that nothing lies outside.
        #expect(segment.limits?.lower == 0 && segment.limits?.upper == 1)
    }

    @Test func `long moving ranges are dropped once and no more`() {
        // The second cut would fall on the ten, at 3.267 times 1.25.
        let ranges = Array(repeating: 1.0, count: 35) + [10, 100]
        let values = ranges.enumerated().reduce(into: [0.0]) { values, range in
            values.append(values[range.offset] + (range.offset % 2 == 0 ? 1 : -1) * range.element)
        }
        let chart = zChart(
            values.map { .valid(value: $0, size: 1) }, spread: .variance { _ in 1 })
        #expect(isClose(chart.segments.first?.movingRange, 45.0 / 36))
    }

    @Test func `a single step in a flat line keeps the mean range before dropping`() {
        let values = [0.9, 0.9, 0.9, 0.9, 0.9, 0.4, 0.4, 0.4, 0.4, 0.4]
        let chart = zChart(
            values.map { .valid(value: $0, size: 4) }, spread: .variance { _ in 1 })
        #expect(isClose(chart.segments.first?.movingRange, 1.0 / 9))
        #expect(chart.segments.first?.reach == 3)
    }

    @Test func `equal values with a variance have limits at three`() {
        let chart = zChart(
            Array(repeating: .valid(value: 0.5, size: 20), count: 14), spread: .binomial)
        #expect(chart.segments.first?.movingRange == 0 && chart.segments.first?.reach == 3)
        #expect(chart.points.allSatisfy { $0.z == 0 && $0.label == nil })
        #expect(isClose(chart.segments.first?.limits?.lower, 4.0 / 20))
    }

    @Test(arguments: [0.0, 1])
    func `shares that are all nothing or all of it have no limits`(share: Double) {
        let chart = zChart(
            Array(repeating: .valid(value: share, size: 12), count: 20), spread: .binomial)
        #expect(chart.segments.first?.mean == share && chart.segments.first?.limits == nil)
        #expect(chart.segments.first?.reach == nil && chart.segments.first?.typicalSize == 12)
        #expect(chart.points.allSatisfy { $0.z == nil && $0.limits == nil && $0.label == nil })
    }

    @Test func `means without variance and single points have no limits`() throws {
        let flat = Array(repeating: ZChartObservation.valid(value: 0.9, size: 12), count: 20)
        let chart = zChart(flat, spread: .variance { _ in 1e-19 })
        #expect(chart.segments.first?.limits == nil && chart.segments.first?.variance == 1e-19)
        #expect(chart.points.allSatisfy { $0.z == nil })
        let single = zChart([.missing, .valid(value: 0.5, size: 10)], spread: .binomial)
        #expect(single.segments.first?.mean == 0.5 && single.segments.first?.limits == nil)
        let none = try #require(zChart([.missing, .provisional], spread: .binomial).segments.first)
        #expect(none.mean == nil && none.typicalSize == nil && none.validCount == 0)
    }

    @Test func `a typical count is rounded, halves up`() {
        func size(_ sizes: [Double]) -> Double? {
            zChart(sizes.map { .valid(value: 0.5, size: $0) }, spread: .binomial)
                .segments.first?.typicalSize
        }
        #expect(size([10, 20, 14]) == 15)
        #expect(size([10, 11, 11]) == 11 && size([10, 10, 11]) == 10)
        let odd = zChart(
            [.valid(value: 0.4, size: 10), .valid(value: 6.0 / 11, size: 11)], spread: .binomial)
        #expect(odd.segments.first?.typicalSize == 11)
    }

    @Test func `a segment of twelve valid points is a trial and one of thirteen is not`() {
        let twelve = (0..<12).map {
            ZChartObservation.valid(value: Double($0 % 3) / 10, size: 10)
        }
        func isTrial(_ more: [ZChartObservation]) -> [Bool] {
            zChart(twelve + more, spread: .binomial).segments.map(\.isTrial)
        }
        #expect(isTrial([.missing, .provisional]) == [true])
        #expect(isTrial([.missing, .valid(value: 0.1, size: 10)]) == [false])
    }

    @Test(arguments: [
        // Limits of 0 and 1 against targets from below to above.
        (-0.5, ZChartAssurance.capable, ZChartAssurance.notCapable),
        (0, .capable, .hitOrMiss),
        (0.5, .hitOrMiss, .hitOrMiss),
        (1, .hitOrMiss, .capable),
        (1.5, .notCapable, .capable),
    ])
    func `assurance tells sure success and sure failure from chance`(
        target: Double, high: ZChartAssurance, low: ZChartAssurance
    ) {
        let values = [0.0, 1, 0, 1].map { ZChartObservation.valid(value: $0, size: 36) }
        var constants = ZChartConstants()
        constants.limitFactor = 0
        let limits = zChart(values, spread: .variance { _ in 1 }, constants: constants)
            .segments.first?.limits
        #expect(limits?.lower == 0 && limits?.upper == 1)
        #expect(limits?.assurance(target: target, desired: .high) == high)
        #expect(limits?.assurance(target: target, desired: .low) == low)
    }
}
