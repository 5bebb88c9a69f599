public import Calendar
public import Domain

/// Whether the figures of a review are published, and what their readers must know of it.
public enum Publication: Sendable, Equatable {
    /// The month is not closed, and its preview is over.
    case open
    /// The month is not closed. People look at it and may dispute it, up to a day.
    case preview(through: Day)
    /// The figures as they were published, by a version of the methods.
    case published(edition: Int, closed: Instant, methods: Int)
    /// Today's figures of a month whose newest edition is this one.
    case current(edition: Int, closed: Instant, isRestated: Bool)

    /// The state of a month that is not closed.
    ///
    /// - Parameters:
    ///   - month: the month.
    ///   - today: today.
    ///   - policy: says how long a preview is.
    public init(ofOpen month: Month, on today: Day, policy: Policy) {
        let last = month.lastDay + Int(policy.previewDays)
        self = today > month.lastDay && today <= last ? .preview(through: last) : .open
    }

    /// The state of figures that a closing published.
    public init(of closed: ClosedMonth) {
        self = .published(
            edition: closed.edition, closed: closed.closed, methods: closed.content.methodsVersion)
    }
}
