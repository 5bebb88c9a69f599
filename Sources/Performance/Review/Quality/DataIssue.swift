import Domain

/// A problem with the data: how often it occurs, an example, and what to do.
public struct DataIssue: Sendable, Equatable {
    /// How severe it is, the most severe first.
    public enum Severity: String, Sendable, Comparable, CaseIterable {
        /// A number of the review is wrong or missing because of it.
        case high
        /// It may change a number a little.
        case medium
        /// Worth knowing.
        case low

        /// Whether `left` is more severe.
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

    /// The kind of problem, in snake case.
    public let kind: String
    /// How severe it is.
    public let severity: Severity
    /// How often it occurs.
    public let count: Int
    /// One instance in words.
    public let example: String
    /// What to do, in words.
    public let whatToDo: String
}

extension DataIssue {
    /// The problem that a suspicion is.
    init(_ suspicion: Suspicion) {
        self.init(
            kind: suspicion.kind.rawValue, severity: Severity(suspicion.kind),
            count: suspicion.count, example: suspicion.example, whatToDo: suspicion.whatToDo)
    }
}

extension DataIssue.Severity {
    fileprivate init(_ kind: Suspicion.Kind) {
        switch kind {
        case .healthScale, .unusualAmounts: self = .high
        case .duplicateLines, .accountsOfLeavers, .churnedWithRevenue, .similarSegments:
            self = .medium
        case .openAssignments: self = .low
        }
    }
}
