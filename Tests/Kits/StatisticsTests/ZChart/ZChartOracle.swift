import Foundation
import Statistics

/// The rules of a z-chart said again, slowly: binomial probabilities from factorials, quantiles by
/// bisection, limits by trying every count, and each label from the windows that hold its point.
struct ZChartOracle {
    /// A valid value: x of n, or a mean of some size.
    struct Value {
        var x: Double
        var size: Double
        var ratio: Double
    }

    struct Segment {
        var values: [Value] = []
        /// The variance of one observation; nil for counts.
        var variance: Double?

        var mean: Double {
            let weights = values.reduce(0) { $0 + $1.size }
            return values.reduce(0) { $0 + $1.size * $1.ratio } / weights
        }

        var typicalSize: Double {
            let size = values.reduce(0) { $0 + $1.size } / Double(values.count)
            return variance == nil ? (size + 0.5).rounded(.down) : size
        }

        var canVary: Bool {
            guard values.count > 1 else { return false }
            if let variance { return variance > 1e-18 }
            return values.contains { $0.x > 0 } && values.contains { $0.x < $0.size }
        }

        func z(_ value: Value) -> Double {
            guard let variance else {
                return score(Int(value.x), of: Int(value.size), probability: mean)
            }
            return (value.ratio - mean) / (variance / value.size).squareRoot()
        }

        var movingRange: Double {
            let scores = values.map(z)
            let ranges = zip(scores, scores.dropFirst()).map {
                abs($1 - $0) < 1e-9 ? 0 : abs($1 - $0)
            }
            func average(_ ranges: [Double]) -> Double {
                ranges.isEmpty ? 0 : ranges.reduce(0, +) / Double(ranges.count)
            }
            let all = average(ranges)
            let kept = average(ranges.filter { $0 < 3.267 * all })
            return kept > 0 ? kept : all
        }

        var reach: Double { max(3, 2.66 * movingRange) }

        /// The least and the greatest value that is at most `reach` from the mean.
        func limits(_ size: Double, within reach: Double) -> (low: Double, high: Double) {
            if let variance {
                let distance = reach * (variance / size).squareRoot()
                return (mean - distance, mean + distance)
            }
            let inside = (0...Int(size)).filter {
                abs(score($0, of: Int(size), probability: mean)) <= reach
            }
            return (Double(inside.first ?? -1) / size, Double(inside.last ?? -1) / size)
        }

        /// Where the values lie: 0 on the mean, ±1 off it, ±2 beyond near, ±3 beyond.
        var zones: [Int] {
            let reach = reach
            return values.map(z).map { z in
                let size = abs(z) > reach ? 3 : abs(z) > reach * 2 / 3 ? 2 : abs(z) < 1e-9 ? 0 : 1
                return z < 0 ? -size : size
            }
        }

        func label(_ index: Int, zones: [Int]) -> ZChartLabel? {
            if abs(zones[index]) == 3 { return .outside }

            let sevens = windows(of: 7, holding: index)
            let isTrend = sevens.contains { window in
                let steps = window.dropLast().map { step(from: values[$0], to: values[$0 + 1]) }
                return steps == Array(repeating: 1, count: 6)
                    || steps == Array(repeating: -1, count: 6)
            }
            if isTrend { return .trend }

            let isOneOfTwo = windows(of: 3, holding: index).contains { window in
                let three = zones[window]
                let isOneSided = three.allSatisfy { $0 > 0 } || three.allSatisfy { $0 < 0 }
                return isOneSided && three.filter { abs($0) == 2 }.count >= 2
            }
            if isOneOfTwo, abs(zones[index]) == 2 { return .twoOfThree }

            // The longest run on one side that holds the point.
            let side = zones[index].signum()
            guard side != 0 else { return nil }
            var (first, last) = (index, index)
            while first > 0, zones[first - 1].signum() == side { first -= 1 }
            while last + 1 < zones.count, zones[last + 1].signum() == side { last += 1 }
            let chance = (first...last).reduce(1.0) { $0 * sideChance(values[$1], side) }
            return last - first >= 6 && chance <= 1.0 / 64 ? .shift : nil
        }

        /// How likely luck puts a value on a side of the mean.
        private func sideChance(_ value: Value, _ side: Int) -> Double {
            guard variance == nil else { return 0.5 }
            let n = Int(value.size)
            return (0...n).reduce(0.0) { sum, k in
                let z = score(k, of: n, probability: mean)
                guard abs(z) >= 1e-9, (z > 0 ? 1 : -1) == side else { return sum }
                return sum + binomialProbability(k, of: n, mean)
            }
        }

        private func binomialProbability(_ k: Int, of n: Int, _ p: Double) -> Double {
            let ways = lgamma(Double(n + 1)) - lgamma(Double(k + 1)) - lgamma(Double(n - k + 1))
            return exp(ways + Double(k) * log(p) + Double(n - k) * log(1 - p))
        }

        /// The sign of the difference of two values; that of shares in whole numbers.
        private func step(from earlier: Value, to later: Value) -> Int {
            if variance == nil {
                return (Int(later.x) * Int(earlier.size) - Int(earlier.x) * Int(later.size))
                    .signum()
            }
            return later.ratio > earlier.ratio ? 1 : later.ratio < earlier.ratio ? -1 : 0
        }

        private func windows(of length: Int, holding index: Int) -> [Range<Int>] {
            (max(0, index - length + 1)...index).map { $0..<($0 + length) }
                .filter { $0.upperBound <= values.count }
        }
    }

    var segments: [Segment] = []
    var labels: [ZChartLabel?] = []
    var scores: [Double?] = []

    init(
        values: [Value?], provisional: Set<Int>, rebases: [Int],
        variance: (([Int]) -> Double)? = nil
    ) {
        var places: [(segment: Int, index: Int)?] = []
        var positions: [[Int]] = []
        for (period, value) in values.enumerated() {
            if period == 0 || rebases.contains(period) {
                segments.append(Segment())
                positions.append([])
            }
            let last = segments.count - 1
            places.append(value.map { _ in (last, segments[last].values.count) })
            guard let value else { continue }
            segments[last].values.append(value)
            positions[last].append(period)
        }
        for index in segments.indices { segments[index].variance = variance?(positions[index]) }
        let zones = segments.map { $0.canVary ? $0.zones : [] }
        labels = places.enumerated().map { period, place in
            if provisional.contains(period) { return .provisional }
            return place.flatMap { place in
                segments[place.segment].canVary
                    ? segments[place.segment].label(place.index, zones: zones[place.segment]) : nil
            }
        }
        scores = places.map { place in
            place.flatMap { place in
                let segment = segments[place.segment]
                return segment.canVary ? segment.z(segment.values[place.index]) : nil
            }
        }
    }
}

/// The mid-p score of x of n, cut at ±8.
private func score(_ x: Int, of n: Int, probability: Double) -> Double {
    func logFactorial(_ k: Int) -> Double { lgamma(Double(k) + 1) }
    func mass(_ k: Int) -> Double {
        let ways = logFactorial(n) - logFactorial(k) - logFactorial(n - k)
        let chance = Double(k) * log(probability) + Double(n - k) * log(1 - probability)
        return exp(ways + chance)
    }
    let below = (0..<x).reduce(0) { $0 + mass($1) } + mass(x) / 2
    if below <= 0.5 { return -distance(ofTail: below) }
    let above = (x..<n).reduce(0) { $0 + mass($1 + 1) } + mass(x) / 2
    return distance(ofTail: above)
}

/// How far from 0 a standard normal variable has a tail of this probability beyond it, at most 8.
private func distance(ofTail tail: Double) -> Double {
    var (low, high) = (0.0, 8.0)
    for _ in 0..<100 {
        let middle = (low + high) / 2
        if erfc(middle / 2.0.squareRoot()) / 2 > tail { low = middle } else { high = middle }
    }
    return (low + high) / 2
}
