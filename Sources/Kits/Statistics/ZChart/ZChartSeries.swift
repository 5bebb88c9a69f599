/// The mean, z, the limits and the labels of the valid values of one segment of a z-chart.
struct ZChartSeries {
    /// A valid value.
    struct Value {
        /// Its position in the chart.
        let position: Int
        let value: Double
        let size: Double
    }

    /// The mean; nil without values.
    let mean: Double?
    /// The variance of one observation; nil for counts, and without values.
    let variance: Double?
    /// The mean size; nil without values.
    let typicalSize: Double?
    /// The z of each value; nil where the values cannot vary or are fewer than two.
    let scores: [Double]?
    /// The mean moving range of z; nil where the scores are.
    let movingRange: Double?
    /// The distance of the limits from 0 on the scale of z; nil where the scores are.
    let reach: Double?
    /// The limits for the typical size; nil where the scores are.
    let limits: ZChartLimits?
    /// The label of each value, nil where there is nothing to say.
    let labels: [ZChartLabel?]
    private let ownLimits: [ZChartLimits?]

    /// Works out a segment.
    ///
    /// - Parameters:
    ///   - values: the valid values, in order of time.
    ///   - spread: how they vary by luck.
    ///   - constants: the numbers of the rules.
    init(_ values: [Value], spread: ZChartSpread, constants: ZChartConstants) {
        let scale = ZChartScale(values, spread: spread, constants: constants)
        mean = scale?.mean
        variance = scale?.variance
        typicalSize = scale?.typicalSize
        guard let scale, values.count > 1, scale.canVary else {
            scores = nil
            movingRange = nil
            reach = nil
            limits = nil
            labels = values.map { _ in nil }
            ownLimits = values.map { _ in nil }
            return
        }
        let rulers = values.map { scale.ruler(size: $0.size) }
        let scores = zip(values, rulers).map { $1.score(of: $0.value) }
        let range = meanMovingRange(of: scores, cutoff: constants.rangeCutoff)
        let reach = max(constants.leastLimit, constants.limitFactor * range)
        let near = constants.nearShare * reach
        self.scores = scores
        movingRange = range
        self.reach = reach
        limits = scale.ruler(size: scale.typicalSize).limits(reach: reach, near: near)
        ownLimits = rulers.map { $0.limits(reach: reach, near: near) }

        let rules = ZChartRules(
            scores: scores, values: values.map(\.value), sideChances: rulers.map(\.sideChances),
            reach: reach, near: near, runLength: constants.runLength)
        var labels = [ZChartLabel?](repeating: nil, count: values.count)
        // The rules are applied in reverse order, so that the first one overwrites the others.
        for index in rules.shifts() { labels[index] = .shift }
        for index in rules.twosOfThree() { labels[index] = .twoOfThree }
        for index in rules.trends() { labels[index] = .trend }
        for index in rules.outliers() { labels[index] = .outside }
        self.labels = labels
    }

    /// The limits for the size of the value at an index; nil where there are none.
    func limits(of index: Int) -> ZChartLimits? { ownLimits[index] }
}

/// Differences of z below this are rounding.
let scoreSlack = 1e-9

/// The mean distance between successive scores, without those that are far above it.
private func meanMovingRange(of scores: [Double], cutoff: Double) -> Double {
    let ranges = zip(scores, scores.dropFirst()).map { earlier, later in
        let range = abs(later - earlier)
        return range < scoreSlack ? 0 : range
    }
    let average = ranges.reduce(0, +) / Double(ranges.count)
    let ordinary = ranges.filter { $0 < cutoff * average - scoreSlack }
    let trimmed = ordinary.isEmpty ? 0 : ordinary.reduce(0, +) / Double(ordinary.count)
    return trimmed > 0 ? trimmed : average
}
