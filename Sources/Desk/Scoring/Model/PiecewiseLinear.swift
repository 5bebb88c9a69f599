/// A line through some points, level before the first and after the last.
///
///     let seats = PiecewiseLinear([.init(0, 0), .init(0.3, 40), .init(0.8, 100)])
///     seats?(0.55)  // 70
public struct PiecewiseLinear: Sendable, Equatable {
    /// A value and the score that it stands for.
    public struct Point: Sendable, Equatable {
        /// The value.
        public var value: Double
        /// The score, 0 to 100.
        public var score: Double

        /// The point of that value and score.
        public init(_ value: Double, _ score: Double) {
            self.value = value
            self.score = score
        }
    }

    /// The points, by rising value.
    public let points: [Point]

    /// The line through these points.
    ///
    /// nil if there is no point, or the points are not so.
    ///
    /// - Parameter points: by rising value, all finite, with scores from 0 to 100.
    public init?(_ points: [Point]) {
        let isRising = zip(points, points.dropFirst()).allSatisfy { $0.value < $1.value }
        guard !points.isEmpty, isRising,
            points.allSatisfy({ $0.value.isFinite && (0...100).contains($0.score) })
        else { return nil }
        self.points = points
    }

    /// The score of a value.
    ///
    /// - Parameter value: finite.
    /// - Returns: the score, 0 to 100.
    public func callAsFunction(_ value: Double) -> Double {
        guard let after = points.firstIndex(where: { value <= $0.value }) else {
            return points[points.count - 1].score
        }
        guard after > 0 else { return points[0].score }
        let (left, right) = (points[after - 1], points[after])
        let share = (value - left.value) / (right.value - left.value)
        return left.score + share * (right.score - left.score)
    }
}
