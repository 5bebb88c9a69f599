/// The distribution of a count: consecutive whole numbers and their probabilities, log-concave.
///
/// Sums of independent 0-1 trials and hypergeometric counts are log-concave, and so are their sums:
/// the probabilities rise to a mode and fall behind it, and those that vanish lie at the ends.
struct CountDistribution: Sendable {
    /// Probabilities below this are dropped: nothing that is printed depends on them, and still
    /// smaller ones would leave the range where doubles keep their precision.
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

    /// The successes of a few trials with these probabilities, one after the other.
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

    /// The treated events of a two-by-two table whose margins are fixed: hypergeometric.
    ///
    /// Each probability follows from its neighbour's by a ratio, walking away from the mode: nothing
    /// is lost to logarithms of factorials, and the walk ends where probabilities vanish.
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

    /// Keeps what is not negligible between the two ends.
    private init(lowest: Int, masses: [Double]) {
        let first = masses.firstIndex { $0 >= Self.negligible } ?? 0
        let last = masses.lastIndex { $0 >= Self.negligible } ?? first
        self.lowest = lowest + first
        self.masses = masses.count == last - first + 1 ? masses : Array(masses[first...last])
    }

    /// The distribution of the sum of this count and an independent one.
    ///
    /// - Complexity: O(a b) of the numbers of probabilities kept, less the negligible products.
    func adding(_ other: CountDistribution) -> CountDistribution {
        let (short, long) =
            masses.count <= other.masses.count
            ? (masses, other.masses) : (other.masses, masses)
        var sums = [Double](repeating: 0, count: short.count + long.count - 1)
        let mode = long.indices.max { long[$0] < long[$1] } ?? 0
        var start = mode
        var end = mode + 1
        for (offset, mass) in short.enumerated() {
            // Both rise and fall once, so what is worth multiplying is one stretch around the mode.
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

    /// The probability of all counts no likelier than the one given.
    ///
    /// Counts likelier by no more than a relative 1e-7 count as equally likely, so that rounding
    /// does not part the two sides of a symmetric distribution.
    func twoSidedP(of count: Int) -> Double {
        guard (lowest...highest).contains(count) else { return 0 }
        let likely = masses[count - lowest] * (1 + 1e-7)
        return min(1, masses.filter { $0 <= likely }.sorted().reduce(0, +))
    }
}
