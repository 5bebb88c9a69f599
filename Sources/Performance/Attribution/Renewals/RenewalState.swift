public import Domain
public import Calendar

/// The state of a renewal, as known on a day.
///
/// Source: `Documentation/methods.md`, 3.
public enum RenewalState: String, Sendable, CaseIterable {
    /// It closed by then, and the customer stays.
    case renewed
    /// It closed by then, and the customer leaves.
    case churned
    /// It has not closed for so long that it counts as churned.
    case lapsed
    /// It has not closed and was due recently.
    case pending
    /// It has not closed for a while.
    case overdue

    /// The state of a renewal as known on a day; nil while it is not due.
    ///
    /// A renewal that closed without a date counts as closed on its due date. A closing after the
    /// day is not known yet.
    ///
    /// - Parameters:
    ///   - renewal: the event.
    ///   - asOf: the day.
    ///   - policy: says how long an event is pending, then overdue.
    public init?(of renewal: Renewal, asOf: Day, policy: Policy) {
        guard renewal.due <= asOf else { return nil }
        if let closed = renewal.closing, closed <= asOf {
            self = renewal.outcome == .renewed ? .renewed : .churned
            return
        }
        let age = Double(asOf - renewal.due)
        self =
            age <= policy.pendingDays ? .pending : age <= policy.overdueDays ? .overdue : .lapsed
    }

    /// Whether the renewal counts in rates: renewed, churned or lapsed.
    public var isSettled: Bool {
        switch self {
        case .renewed, .churned, .lapsed: true
        case .pending, .overdue: false
        }
    }
}

extension Renewal {
    /// The day from which the outcome is known: the day it closed, or the due date where that is
    /// missing; nil while it is open.
    package var closing: Day? {
        outcome == .open ? nil : closed ?? due
    }
}
