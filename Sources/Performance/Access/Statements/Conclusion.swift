public import Calendar
public import Domain

/// What a manager or a VP concludes about a card. It never changes, and the person sees it.
public struct Conclusion: Sendable, Equatable {
    /// The month of the card.
    public let month: Month
    /// Whose card it is.
    public let csm: CSMID
    /// The conclusion.
    public let text: String
    /// What they looked at.
    public let lookedAt: String
    /// What the person said to it; nil if they were not asked.
    public let response: String?
    /// Who concluded it, and when.
    public let by: Author

    /// A conclusion with these properties.
    public init(
        month: Month, csm: CSMID, text: String, lookedAt: String, response: String?, by: Author
    ) {
        self.month = month
        self.csm = csm
        self.text = text
        self.lookedAt = lookedAt
        self.response = response
        self.by = by
    }
}

/// A conclusion and its number.
public typealias NumberedConclusion = (number: Int, conclusion: Conclusion)

/// Who said something, and when.
public struct Author: Sendable, Equatable {
    /// When.
    public let time: Instant
    /// `Viewer.subject`.
    public let subject: String
    /// The display name.
    public let name: String
    /// The role at that time.
    public let role: Role

    /// An author with these properties.
    public init(time: Instant, subject: String, name: String, role: Role) {
        self.time = time
        self.subject = subject
        self.name = name
        self.role = role
    }

    /// A viewer as author.
    public init(_ viewer: Viewer, at time: Instant) {
        self.init(time: time, subject: viewer.subject, name: viewer.name, role: viewer.role)
    }
}
