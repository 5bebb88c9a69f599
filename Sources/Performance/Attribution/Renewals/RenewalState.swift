public import Domain
public import Calendar

/// Where a renewal event stands on a day.
///
/// Source: `Documentation/methods.md`, 3.
public enum RenewalState: String, Sendable, CaseIterable {
    /// Closed by then, the customer stays.
    case renewed
    /// Closed by then, the customer leaves.
    case churned
    /// Not closed for so long that it counts as churned.
    case lapsed
    /// Not closed, only just due.
    case pending
    /// Not closed for a while.
    case overdue

    /// The state of a renewal as known on a day; nil while it is not due.
    ///
    /// A closing without a day is known from the due date on; a later one is not known yet.
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

    /// Whether the event enters rates: renewed, churned or lapsed.
    public var isSettled: Bool {
        switch self {
        case .renewed, .churned, .lapsed: true
        case .pending, .overdue: false
        }
    }
}

extension Renewal {
    /// The day from which the outcome is known: when it closed, or the due date where that is
    /// missing; nil while it is open.
    package var closing: Day? {
        outcome == .open ? nil : closed ?? due
    }
}
