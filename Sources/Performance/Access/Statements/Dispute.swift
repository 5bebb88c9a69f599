public import Calendar
public import Domain

/// A CSM's objection to a fact behind their card or an episode. It never changes; somebody accepts or
/// declines it.
public struct Dispute: Sendable, Equatable {
    /// The month whose figures it is about.
    public let month: Month
    /// The CSM whose figures they are.
    public let csm: CSMID
    /// The feed of the row.
    public let feed: Feed
    /// The key of the row, as `Feed.text(ofKey:)` writes it.
    public let key: String
    /// The column that is wrong, or `Dispute.wholeRow`.
    public let field: String
    /// What it should say; empty for nothing.
    public let should: String
    /// Why.
    public let why: String
    /// Who said it, and when.
    public let by: Author

    /// The field of a dispute that says that the row should not be there.
    public static let wholeRow = "row"

    /// The feeds whose rows can be disputed.
    public static let feeds: [Feed] = [
        .renewals, .assignments, .arr, .opportunities, .surveys, .sessions, .overrides,
    ]

    /// A dispute with these properties.
    public init(
        month: Month, csm: CSMID, feed: Feed, key: String, field: String, should: String,
        why: String, by: Author
    ) {
        self.month = month
        self.csm = csm
        self.feed = feed
        self.key = key
        self.field = field
        self.should = should
        self.why = why
        self.by = by
    }

    /// Whether a row says what the dispute asks for.
    ///
    /// - Parameter row: the values of the row by column, as texts; nil if it is not there.
    /// - Returns: whether nothing is left to correct.
    public func isMade(by row: [String: String]?) -> Bool {
        guard field != Self.wholeRow else { return row == nil }
        guard let value = row?[field] else { return false }
        if value == should { return true }
        guard let number = Double(value), let asked = Double(should) else { return false }
        return number == asked
    }
}

/// What was said about a dispute.
public struct DisputeAnswer: Sendable, Equatable {
    /// Whether it was accepted. The fact is then corrected where it comes from.
    public let isAccepted: Bool
    /// Why it was declined, or what is to be done; nil for nothing.
    public let text: String?
    /// Who said it, and when.
    public let by: Author

    /// An answer with these properties.
    public init(isAccepted: Bool, text: String?, by: Author) {
        self.isAccepted = isAccepted
        self.text = text
        self.by = by
    }
}

/// A dispute with its number, and its answer if there is one.
public struct NumberedDispute: Sendable, Equatable {
    /// The number.
    public let number: Int
    /// The dispute.
    public let dispute: Dispute
    /// The answer; nil while it is open.
    public let answer: DisputeAnswer?

    /// A dispute with this number and answer.
    public init(number: Int, dispute: Dispute, answer: DisputeAnswer?) {
        self.number = number
        self.dispute = dispute
        self.answer = answer
    }

    /// Where the dispute stands.
    ///
    /// - Parameter row: the values of the disputed row today; nil if it is not there.
    /// - Returns: the state.
    public func state(today row: [String: String]?) -> DisputeState {
        guard let answer else { return .open }
        guard answer.isAccepted else { return .declined }
        return dispute.isMade(by: row) ? .corrected : .pending
    }
}

/// Where a dispute stands.
public enum DisputeState: String, Sendable, CaseIterable {
    /// Nobody has answered it.
    case open
    /// It was accepted, and no import has made the correction yet.
    case pending
    /// It was accepted, and the facts say now what it asked for.
    case corrected
    /// It was declined.
    case declined
}
