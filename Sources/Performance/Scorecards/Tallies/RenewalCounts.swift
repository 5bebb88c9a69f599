import Attribution
import Calendar
import Domain

/// Counts of the renewal events of one scorecard.
///
/// Source: `Documentation/methods.md`, 3.
public struct RenewalCounts: Sendable, Hashable {
    /// Events due in the window, settled or not.
    public var due = 0
    /// Closed as renewed by the last day.
    public var renewed = 0
    /// Closed as churned by the last day.
    public var churned = 0
    /// Not closed for so long that they count as churned.
    public var lapsed = 0
    /// Not closed, and due recently.
    public var pending = 0
    /// Not closed for a while.
    public var overdue = 0
    /// Closed on or before the due date, early ones included.
    public var onTime = 0
    /// Closed after the due date.
    public var late = 0
    /// Closed before the first day of the month they are due in.
    public var early = 0
    /// Whether so few of the due events are settled that rates may still change.
    public internal(set) var provisional = false

    /// Renewed, churned and lapsed: the events that count in rates.
    public var settled: Int { renewed + churned + lapsed }

    /// Pending and overdue: the events that do not count in rates.
    public var unsettled: Int { pending + overdue }

    mutating func add(_ event: RenewalEvent, policy: Policy) {
        due += 1
        switch event.state {
        case .renewed: renewed += 1
        case .churned: churned += 1
        case .lapsed: lapsed += 1
        case .pending: pending += 1
        case .overdue: overdue += 1
        }
        provisional = isProvisional(settled: settled, due: due, policy: policy)
        guard let closed = event.closed else { return }
        if closed > event.due { late += 1 } else { onTime += 1 }
        if closed < event.due.month.firstDay { early += 1 }
    }
}

/// Whether the settled share of due events is too small for a final figure; false where none is
/// due.
func isProvisional(settled: Int, due: Int, policy: Policy) -> Bool {
    due > 0 && Double(settled) / Double(due) < policy.settledShare
}
