/// Something wrong with the data, how often, where for example, and what to do.
public struct DataIssue: Sendable, Equatable {
    /// How much it matters, the gravest first.
    public enum Severity: String, Sendable, Comparable, CaseIterable {
        /// A number of the review is wrong or missing because of it.
        case high
        /// It may move a number a little.
        case medium
        /// Worth knowing.
        case low

        /// Whether `left` is the graver one.
        public static func < (left: Self, right: Self) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int {
            switch self {
            case .high: 0
            case .medium: 1
            case .low: 2
            }
        }
    }

    /// Its name, in snake case.
    public let kind: String
    /// How much it matters.
    public let severity: Severity
    /// How often it was met.
    public let count: Int
    /// One instance, in words.
    public let example: String
    /// What to do, in words.
    public let whatToDo: String
}
