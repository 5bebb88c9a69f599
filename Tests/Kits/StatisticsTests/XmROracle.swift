import Statistics

/// The rules of an XmR chart said again, point by point and in whole numbers without rounding.
///
/// With S the sum of n values and A the sum of m moving ranges, `|v - S/n| > c · 2.66 · A/m`
/// is written as `100 m |n v - S| > c · 266 · A n`.
struct XmROracle {
    struct Segment {
        var values: [Int] = []
        var ranges: [Int] = []

        var sum: Int { values.reduce(0, +) }
        var mean: Double { Double(sum) / Double(values.count) }

        /// The moving ranges behind the limits; empty where there are none.
        var counted: [Int] {
            let total = ranges.reduce(0, +)
            if total == 0 { return [] }
            let kept = ranges.filter { 1_000 * $0 * ranges.count < 3_267 * total }
            return kept.contains { $0 > 0 } ? kept : ranges
        }

        var meanRange: Double? {
            counted.isEmpty ? nil : Double(counted.reduce(0, +)) / Double(counted.count)
        }

        /// Where the values lie: 0 on the mean, ±1 off it, ±2 beyond near, ±3 beyond.
        var zones: [Int] {
            let (sum, counted) = (sum, counted)
            let right = 266 * counted.reduce(0, +) * values.count
            return values.map { value in
                let distance = values.count * value - sum
                let left = 100 * counted.count * abs(distance)
                let size = counted.isEmpty ? 1 : left > right ? 3 : 3 * left > 2 * right ? 2 : 1
                return distance.signum() * size
            }
        }

        func label(_ index: Int, zones: [Int]) -> XmRLabel? {
            if abs(zones[index]) == 3 { return .outside }

            let sevens = windows(of: 7, holding: index)
            let isTrend = sevens.contains { window in
                let steps = window.dropLast().map { (values[$0 + 1] - values[$0]).signum() }
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

            let isShift = sevens.contains { window in
                zones[window].allSatisfy { $0 > 0 } || zones[window].allSatisfy { $0 < 0 }
            }
            return isShift ? .shift : nil
        }

        private func windows(of length: Int, holding index: Int) -> [Range<Int>] {
            (max(0, index - length + 1)...index).map { $0..<($0 + length) }
                .filter { $0.upperBound <= values.count }
        }
    }

    var segments: [Segment] = []
    var labels: [XmRLabel?] = []

    init(values: [Int?], provisional: Set<Int>, rebases: [Int]) {
        var places: [(segment: Int, index: Int)?] = []
        for (month, value) in values.enumerated() {
            if month == 0 || rebases.contains(month) { segments.append(Segment()) }
            let last = segments.count - 1
            places.append(value.map { _ in (last, segments[last].values.count) })
            guard let value else { continue }
            if let previous = segments[last].values.last {
                segments[last].ranges.append(abs(value - previous))
            }
            segments[last].values.append(value)
        }
        let zones = segments.map(\.zones)
        labels = places.enumerated().map { month, place in
            if provisional.contains(month) { return .provisional }
            return place.flatMap { segments[$0.segment].label($0.index, zones: zones[$0.segment]) }
        }
    }
}
