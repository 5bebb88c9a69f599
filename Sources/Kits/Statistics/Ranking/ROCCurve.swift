/// The ROC curve of a score: for each threshold, the share of positive cases above it against the share of
/// negative ones.
public struct ROCCurve: Sendable, Equatable, Codable {
    /// A point of the curve.
    public struct Point: Sendable, Equatable, Codable {
        /// The share of the negative cases that score as high as the threshold or higher, in `0...1`.
        public let falsePositiveRate: Double
        /// The share of the positive cases that do, in `0...1`.
        public let truePositiveRate: Double
    }

    /// The points from (0, 0) to (1, 1).
    public let points: [Point]

    /// The curve of some cases, without points that lie close to the one before.
    ///
    /// Nil without a positive or without a negative case.
    ///
    /// - Parameters:
    ///   - scores: the score of each case, finite.
    ///   - isPositive: whether each case is positive, in the same order.
    ///   - distance: a point is kept if either rate has grown by this since the last one kept.
    /// - Complexity: O(n log n).
    public init?(_ scores: [Double], isPositive: [Bool], distance: Double = 0) {
        precondition(scores.count == isPositive.count, "each score needs its outcome")
        let positives = isPositive.count { $0 }
        let negatives = isPositive.count - positives
        guard positives > 0, negatives > 0 else { return nil }
        var points = [Point(falsePositiveRate: 0, truePositiveRate: 0)]
        var (positivesAbove, negativesAbove) = (0, 0)
        var last = points[0]
        RankOrder(scores.map { -$0 }).forEachTie { tie in
            let positivesHere = tie.count { isPositive[Int($0)] }
            positivesAbove += positivesHere
            negativesAbove += tie.count - positivesHere
            let point = Point(
                falsePositiveRate: Double(negativesAbove) / Double(negatives),
                truePositiveRate: Double(positivesAbove) / Double(positives))
            let isEnd = positivesAbove == positives && negativesAbove == negatives
            guard
                isEnd || point.falsePositiveRate - last.falsePositiveRate >= distance
                    || point.truePositiveRate - last.truePositiveRate >= distance
            else { return }
            points.append(point)
            last = point
        }
        self.points = points
    }
}
