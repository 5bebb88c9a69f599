/// The distribution of a count: consecutive whole numbers with their probabilities, which are
/// log-concave.
///
/// Sums of independent 0-1 trials and hypergeometric counts are log-concave, and so are their sums.
/// The probabilities rise to a mode and fall after it, and the smallest lie at the ends.
struct CountDistribution: Sendable {
    /// Probabilities below this are dropped. No result depends on them, and smaller ones would
    /// leave the range in which doubles are precise.
    private static let negligible = 1e-300

    /// The count that the first probability belongs to.
    let lowest: Int
    /// The probabilities of `lowest`, `lowest + 1` and so on, at least one.
    let masses: [Double]

    /// The count that the last probability belongs to.
    var highest: Int { lowest + masses.count - 1 }

    /// The distribution of a count that is certain.
    init(certain count: Int) {
        lowest = count
        masses = [1]
    }

    /// The distribution of the successes of a few trials with these probabilities.
    init(trials probabilities: ArraySlice<Double>) {
        var masses = [Double](repeating: 0, count: probabilities.count + 1)
        masses[0] = 1
        for (done, probability) in probabilities.enumerated() {
            for successes in stride(from: done + 1, to: 0, by: -1) {
                masses[successes] =
                    masses[successes] * (1 - probability) + masses[successes - 1] * probability
            }
            masses[0] *= 1 - probability
        }
        self.init(lowest: 0, masses: masses)
    }

    /// The distribution of the successes of trials with these probabilities.
    ///
    /// Convolving halves of equal size takes few steps and keeps rounding errors small.
    ///
    /// - Complexity: O(n σ) in the n trials, σ the standard deviation.
    init(successes probabilities: ArraySlice<Double>) {
        guard probabilities.count > 32 else {
            self.init(trials: probabilities)
            return
        }
        let middle = probabilities.startIndex + probabilities.count / 2
        self = CountDistribution(successes: probabilities[..<middle])
            .adding(CountDistribution(successes: probabilities[middle...]))
    }

    /// The hypergeometric distribution of the treated events of a two-by-two table with fixed
    /// margins.
    ///
    /// Each probability follows from its neighbour by a ratio, going away from the mode. This loses
    /// no digits to logarithms of factorials, and it ends where probabilities vanish.
    init(marginsOf table: TwoByTwo) {
        let treated = table.treated
        let events = table.events
        let spare = table.controls - events
        let support = max(0, -spare)...min(treated, events)
        let middle =
            Double(treated + 1) * Double(events + 1) / Double(treated + table.controls + 2)
        let mode = min(max(Int(middle), support.lowerBound), support.upperBound)

        var below: [Double] = []
        var weight = 1.0
        var count = mode
        while count > support.lowerBound, weight > 0 {
            weight *= Double(count) / Double(treated - count + 1)
            weight *= Double(spare + count) / Double(events - count + 1)
            below.append(weight)
            count -= 1
        }
        var above: [Double] = []
        weight = 1
        count = mode
        while count < support.upperBound, weight > 0 {
            weight *= Double(treated - count) / Double(count + 1)
            weight *= Double(events - count) / Double(spare + count + 1)
            above.append(weight)
            count += 1
        }
        let total = below.reversed().reduce(0, +) + 1 + above.reversed().reduce(0, +)
        let weights = below.reversed() + [1] + above
        self.init(lowest: mode - below.count, masses: weights.map { $0 / total })
    }

    /// Drops negligible probabilities at both ends.
    init(lowest: Int, masses: [Double]) {
        let first = masses.firstIndex { $0 >= Self.negligible } ?? 0
        let last = masses.lastIndex { $0 >= Self.negligible } ?? first
        self.lowest = lowest + first
        self.masses = masses.count == last - first + 1 ? masses : Array(masses[first...last])
    }

    /// The distribution of the sum of this count and an independent one.
    ///
    /// - Complexity: O(a b), where a and b are the numbers of probabilities, less the negligible
    ///   products.
    func adding(_ other: CountDistribution) -> CountDistribution {
        let (short, long) =
            masses.count <= other.masses.count
            ? (masses, other.masses) : (other.masses, masses)
        var sums = [Double](repeating: 0, count: short.count + long.count - 1)
        let mode = long.indices.max { long[$0] < long[$1] } ?? 0
        var start = mode
        var end = mode + 1
        for (offset, mass) in short.enumerated() {
            // Both rise and fall once, so the products that matter are one run around the mode.
            let bound = Self.negligible / mass
            while start > 0, long[start - 1] >= bound { start -= 1 }
            while start < mode, long[start] < bound { start += 1 }
            while end < long.count, long[end] >= bound { end += 1 }
            while end > mode + 1, long[end - 1] < bound { end -= 1 }
            for position in start..<end {
                sums[offset + position] += mass * long[position]
            }
        }
        return CountDistribution(lowest: lowest + other.lowest, masses: sums)
    }

    /// The probability of a count or fewer, summed from the smallest terms.
    func atMost(_ count: Int) -> Double {
        min(1, masses.prefix(max(0, count - lowest + 1)).sorted().reduce(0, +))
    }

    /// The probability of a count or more, summed from the smallest terms.
    func atLeast(_ count: Int) -> Double {
        min(1, masses.dropFirst(max(0, count - lowest)).sorted().reduce(0, +))
    }

    /// The two-sided p-value of a count: the probability of all counts that are no likelier.
    ///
    /// Counts whose probabilities differ by a relative 1e-7 or less count as equally likely, so
    /// that rounding does not separate the two sides of a symmetric distribution.
    func twoSidedP(of count: Int) -> Double {
        guard (lowest...highest).contains(count) else { return 0 }
        let likely = masses[count - lowest] * (1 + 1e-7)
        return min(1, masses.filter { $0 <= likely }.sorted().reduce(0, +))
    }
}
