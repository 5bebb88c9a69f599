/// A health score from 0 to 100, kept in whole tenths.
public struct Score: Hashable, Comparable, Sendable, Codable, BitwiseCopyable {
    /// Tenths of a point, 0 to 1000.
    public let tenths: Int16

    /// A score of that many tenths, 0 to 1000.
    public init(tenths: Int16) {
        self.tenths = tenths
    }

    /// The score in points, 0 to 100.
    public var points: Double { Double(tenths) / 10 }

    /// Whether `left` is the lower score.
    public static func < (left: Score, right: Score) -> Bool {
        left.tenths < right.tenths
    }
}

extension Score: CustomStringConvertible {
    /// Points with one decimal: `72.5`.
    public var description: String { "\(tenths / 10).\(tenths % 10)" }
}
