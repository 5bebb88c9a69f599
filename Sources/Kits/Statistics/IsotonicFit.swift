/// The isotonic regression of points: the monotone curve nearest to them in least squares.
///
///     let fit = IsotonicFit(x: [10, 50, 90], y: [0.6, 0.3, 0.1], increasing: false)
///     fit?.value(at: 70)  // 0.2
///
/// It is fitted by weighted pool-adjacent-violators. Points of equal x are averaged first, weighted
/// by their number. The curve is linear between its knots and flat outside them. A run of one
/// fitted value keeps only the knots at its two ends.
///
/// Source: Barlow, R. E., Bartholomew, D. J., Bremner, J. M. and Brunk, H. D. (1972), Statistical
/// Inference under Order Restrictions; the thresholds of scikit-learn's `IsotonicRegression`.
public struct IsotonicFit: Sendable, Equatable {
    /// Where the knots lie, strictly rising, in the unit of the points' x.
    public let x: [Double]
    /// The fitted value at each knot, in the unit of the points' y; monotone.
    public let y: [Double]

    /// Fits the curve to points, in any order.
    ///
    /// Nil without points, or when a number is not finite.
    ///
    /// - Parameters:
    ///   - x: where each point lies.
    ///   - y: the value of each point, in the order of `x`.
    ///   - increasing: whether the curve may only rise; else it may only fall.
    /// - Precondition: `x` and `y` are equally long.
    /// - Complexity: O(n log n).
    public init?(x: [Double], y: [Double], increasing: Bool) {
        self.init(x: x, sums: y, counts: x.map { _ in 1 }, increasing: increasing)
    }

    /// Fits the curve to points that stand for several observations each, in any order.
    ///
    /// Nil without points, or when a number is not finite.
    ///
    /// - Parameters:
    ///   - x: where each point lies.
    ///   - sums: the sum of the y of its observations, in the order of `x`.
    ///   - counts: how many observations it stands for, 1 or more, in the order of `x`.
    ///   - increasing: whether the curve may only rise; else it may only fall.
    /// - Precondition: the arrays are equally long.
    /// - Complexity: O(n log n).
    public init?(x: [Double], sums: [Double], counts: [Int], increasing: Bool) {
        guard !x.isEmpty, x.allSatisfy(\.isFinite), sums.allSatisfy(\.isFinite) else {
            return nil
        }

        self.init(
            pooledAdjacentViolators(x: x, sums: sums, counts: counts, increasing: increasing))
    }

    /// Fits the curve to observations that lie at 0, one step, two steps and so on.
    ///
    /// Nil without observations.
    ///
    /// - Parameters:
    ///   - stepsInUnit: how many places make 1 on the x axis.
    ///   - sums: the sum of the y of the observations at each place.
    ///   - counts: how many observations lie at each place, 0 or more.
    ///   - increasing: whether the curve may only rise; else it may only fall.
    /// - Precondition: the arrays are equally long.
    /// - Complexity: O(places).
    public init?(stepsInUnit: Double, sums: [Int32], counts: [Int32], increasing: Bool) {
        var blocks: [PooledBlock] = []
        blocks.reserveCapacity(counts.count)
        for place in counts.indices where counts[place] > 0 {
            blocks.pool(
                PooledBlock(
                    (
                        x: Double(place) / stepsInUnit, sum: Double(sums[place]),
                        count: Int(counts[place])
                    )),
                increasing: increasing)
        }
        guard !blocks.isEmpty else { return nil }
        self.init(blocks)
    }

    private init(_ blocks: [PooledBlock]) {
        var knots: [Double] = []
        var values: [Double] = []
        for block in blocks {
            knots.append(block.lowestX)
            values.append(block.value)
            if block.highestX > block.lowestX {
                knots.append(block.highestX)
                values.append(block.value)
            }
        }
        self.x = knots
        self.y = values
    }

    /// The fitted value at a place on the x axis.
    ///
    /// - Parameter position: the place, in the unit of the points' x.
    /// - Returns: the value, between the lowest and the highest y of the knots; NaN for NaN.
    /// - Complexity: O(log n).
    public func value(at position: Double) -> Double {
        guard !position.isNaN else { return .nan }

        // The first knot at or right of the position.
        var low = 0
        var high = x.count
        while low < high {
            let middle = low + (high - low) / 2
            if x[middle] < position { low = middle + 1 } else { high = middle }
        }
        return value(at: position, low)
    }

    /// The fitted values at several places on the x axis.
    ///
    /// - Parameter positions: the places, rising, in the unit of the points' x.
    /// - Returns: the values, in their order.
    /// - Complexity: O(knots + places).
    public func values(atRising positions: [Double]) -> [Double] {
        var low = 0
        return positions.map { position in
            while low < x.count, x[low] < position { low += 1 }
            return value(at: position, low)
        }
    }

    /// The value at a place of which the first knot at or right of it is known.
    private func value(at position: Double, _ low: Int) -> Double {
        guard low < x.count else { return y[x.count - 1] }
        guard low > 0, x[low] > position else { return y[low] }

        let left = y[low - 1]
        let right = y[low]
        let share = (position - x[low - 1]) / (x[low] - x[low - 1])
        // Rounding must not move a probability past its neighbours.
        return min(max(left + (right - left) * share, min(left, right)), max(left, right))
    }
}
