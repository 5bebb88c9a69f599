import Glibc

/// The rules that tell signals from noise. Each gives the indices of the values it marks.
struct ZChartRules {
    private let scores: [Double]
    private let reach: Double
    private let near: Double
    private let runLength: Int
    /// The side of the mean on which each value lies: 1 above, -1 below, 0 on it.
    private let sides: [Int]
    /// Whether each value but the first is above (1) or below (-1) the one before it.
    private let steps: [Int]
    /// How likely luck puts each value on its side of the mean.
    private let sideChances: [Double]

    /// The rules for the z and the values of a segment, both in order of time.
    ///
    /// - Parameters:
    ///   - scores: the z of each value.
    ///   - values: the values.
    ///   - sideChances: how likely luck puts each value below the mean, and above it.
    ///   - reach: the distance of the limits from 0.
    ///   - near: that of the near limits.
    ///   - runLength: how many points make a trend or a shift.
    init(
        scores: [Double], values: [Double], sideChances: [(below: Double, above: Double)],
        reach: Double, near: Double, runLength: Int
    ) {
        self.sideChances = zip(scores, sideChances).map { $0 < 0 ? $1.below : $1.above }
        self.scores = scores
        self.reach = reach
        self.near = near
        self.runLength = runLength
        sides = scores.map { sign(of: $0, slack: scoreSlack) }
        let slack = 1e-12 * values.reduce(0) { max($0, abs($1)) }
        steps = zip(values, values.dropFirst()).map { sign(of: $1 - $0, slack: slack) }
    }

    func outliers() -> [Int] {
        scores.indices.filter { abs(scores[$0]) > reach + scoreSlack }
    }

    func trends() -> [Int] {
        // Seven points make six steps, and a run of steps ends one point later.
        runs(of: runLength - 1, in: steps).flatMap { $0.lowerBound...$0.upperBound }
    }

    func twosOfThree() -> [Int] {
        scores.indices.dropLast(2).flatMap { start -> [Int] in
            let window = start..<(start + 3)
            guard sides[start] != 0, sides[window].allSatisfy({ $0 == sides[start] }) else {
                return []
            }
            let marked = window.filter { index in
                let distance = abs(scores[index])
                return distance > near + scoreSlack && distance <= reach + scoreSlack
            }
            return marked.count >= 2 ? marked : []
        }
    }

    /// Runs on one side that are as unlikely as seven heads or seven tails in a row. Where losses are
    /// rare, most periods lie on the same side, and seven of them tell nothing.
    func shifts() -> [Int] {
        runs(of: runLength, in: sides).filter { run in
            sideChances[run].reduce(1, *) <= exp2(1 - Double(runLength))
        }.flatMap { $0 }
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

/// 1 above 0, -1 below it, 0 where the value is rounding.
private func sign(of value: Double, slack: Double) -> Int {
    value > slack ? 1 : value < -slack ? -1 : 0
}
