package import Calendar
package import Domain

/// The state of a renewal event, as known on a day.
///
/// Source: `Documentation/methods.md`, 3.
public enum RenewalState: String, Sendable, CaseIterable {
    /// It closed by then, and the customer stays, with one contract at least.
    case renewed
    /// It closed by then, and the customer leaves.
    case churned
    /// It has not closed for so long that it counts as churned.
    case lapsed
    /// It has not closed and was due recently.
    case pending
    /// It has not closed for a while.
    case overdue

    /// The state of an event as known on a day; nil while it is not due.
    ///
    /// It is renewed if any line was, churned if all lines did, and closed when its last line is. A
    /// line that closed without a date counts as closed on its due date. A closing after the day is
    /// not known yet. A line that has not closed for long enough has lapsed.
    ///
    /// - Parameters:
    ///   - lines: those of the event.
    ///   - asOf: the day.
    ///   - policy: says how long an event is pending, then overdue.
    package init?(of lines: RenewalLines, asOf: Day, policy: Policy) {
        guard lines.due <= asOf else { return nil }
        var (isClosed, isRenewed) = (true, false)
        lines.forEach { line in
            if let closing = line.closing, closing <= asOf {
                isRenewed = isRenewed || line.outcome == .renewed
            } else {
                isClosed = false
            }
        }
        let age = Double(asOf - lines.due)
        if isClosed || age > policy.overdueDays {
            self = isRenewed ? .renewed : isClosed ? .churned : .lapsed
        } else {
            self = age <= policy.pendingDays ? .pending : .overdue
        }
    }

    /// Whether the renewal counts in rates: renewed, churned or lapsed.
    public var isSettled: Bool {
        switch self {
        case .renewed, .churned, .lapsed: true
        case .pending, .overdue: false
        }
    }
}
