/// The mean, the limits and the labels of the valid values of one segment of an XmR chart.
struct XmRSeries {
    /// The mean; nil without values.
    let mean: Double?
    /// The limits; nil when the values are all alike or fewer than two.
    let limits: XmRLimits?
    /// The label of each value, nil where there is nothing to say.
    let labels: [XmRLabel?]

    /// Works out a segment's mean, limits and labels.
    ///
    /// - Parameters:
    ///   - values: the valid values, in order of time.
    ///   - constants: the numbers of the rules.
    init(values: [Double], constants: XmRConstants) {
        let slack = 1e-12 * values.reduce(0) { max($0, abs($1)) }
        let ranges = zip(values, values.dropFirst()).map { earlier, later in
            let range = abs(later - earlier)
            return range > slack ? range : 0
        }
        let mean = arithmeticMean(values)
        let limits = mean.flatMap {
            xmrLimits(mean: $0, ranges: ranges, slack: slack, constants: constants)
        }
        self.mean = mean
        self.limits = limits

        var labels = [XmRLabel?](repeating: nil, count: values.count)
        // Without limits all values are alike, and no rule applies.
        if let mean, let limits {
            let rules = XmRRules(
                values: values, mean: mean, limits: limits, slack: slack,
                runLength: constants.runLength)
            // The rules are applied in reverse order, so that the first one overwrites the others.
            for index in rules.shifts() { labels[index] = .shift }
            for index in rules.twosOfThree() { labels[index] = .twoOfThree }
            for index in rules.trends() { labels[index] = .trend }
            for index in rules.outsiders() { labels[index] = .outside }
        }
        self.labels = labels
    }
}

/// The rules that tell signals from noise. Each gives the indices of the values it marks.
private struct XmRRules {
    let values: [Double]
    let mean: Double
    let limits: XmRLimits
    /// Differences up to this size are rounding.
    let slack: Double
    let runLength: Int

    func outsiders() -> [Int] {
        values.indices.filter { isBeyond(limits.lower, limits.upper, values[$0]) }
    }

    func trends() -> [Int] {
        let steps = zip(values, values.dropFirst()).map { sign(of: $1, against: $0) }
        // Seven points make six steps, and a run of steps ends one point later.
        return runs(of: runLength - 1, in: steps).flatMap { $0.lowerBound...$0.upperBound }
    }

    func twosOfThree() -> [Int] {
        let sides = values.map { sign(of: $0, against: mean) }
        return values.indices.dropLast(2).flatMap { start -> [Int] in
            let window = start..<(start + 3)
            guard sides[start] != 0, sides[window].allSatisfy({ $0 == sides[start] }) else {
                return []
            }
            let near = window.filter { index in
                isBeyond(limits.nearLower, limits.nearUpper, values[index])
                    && !isBeyond(limits.lower, limits.upper, values[index])
            }
            return near.count >= 2 ? near : []
        }
    }

    func shifts() -> [Int] {
        runs(of: runLength, in: values.map { sign(of: $0, against: mean) }).flatMap { $0 }
    }

    /// 1 above the reference, -1 below it, 0 where the difference is rounding.
    private func sign(of value: Double, against reference: Double) -> Int {
        value > reference + slack ? 1 : value < reference - slack ? -1 : 0
    }

    private func isBeyond(_ lower: Double, _ upper: Double, _ value: Double) -> Bool {
        sign(of: value, against: lower) < 0 || sign(of: value, against: upper) > 0
    }

    /// The runs of one sign, other than 0, with at least `length` members.
    private func runs(of length: Int, in signs: [Int]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        while start < signs.count {
            let end = signs[start...].firstIndex { $0 != signs[start] } ?? signs.count
            if signs[start] != 0, end - start >= length { runs.append(start..<end) }
            start = end
        }
        return runs
    }
}
