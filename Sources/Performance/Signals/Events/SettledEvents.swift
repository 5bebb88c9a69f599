package import Attribution
package import Calendar
import Domain

/// The events whose outcomes signals are held against: settled, old enough to be complete, and due in the
/// months that a review looks back on.
///
/// They are in the order of the portfolio: by account, then by due date.
///
/// Source: `Documentation/methods.md`, 16.
package struct SettledEvents: Sendable {
    /// The position of each event's account in `Portfolio.accounts`.
    package let accounts: [Int32]
    /// The due date of each event.
    package let dues: [Day]
    /// Whether each event was renewed. All others churned or lapsed.
    package let isRenewed: [Bool]
    /// The annual revenue that was due, in the reporting currency; NaN in a currency without a rate.
    let revenues: [Double]
    /// The first day on which a notice or the outcome of each event was known; nil where it never was.
    let decisions: [Day?]
    /// The events by due date, then by the bytes of the renewal_id.
    let chronological: [Int32]

    /// How many events there are.
    package var count: Int { dues.count }

    /// The settled events of an attributed portfolio.
    ///
    /// - Complexity: O(n log n) in the renewals.
    package init(_ attributed: AttributedPortfolio) {
        let (policy, asOf) = (attributed.policy, attributed.frame.asOf)
        let first = (attributed.frame.month - (Int(policy.signalMonths) - 1)).firstDay
        let events = attributed.events.filter { event in
            event.state.isSettled && event.due >= first
                && event.due + Int(policy.overdueDays) < asOf
        }
        accounts = events.map { Int32($0.account) }
        dues = events.map(\.due)
        isRenewed = events.map { $0.state == .renewed }
        revenues = events.map { $0.revenue?.before ?? .nan }
        decisions = events.map { attributed.lines(at: $0.renewal).decision }
        let renewals = attributed.portfolio.renewals
        chronological = events.indices.sorted { left, right in
            events[left].due == events[right].due
                ? renewals[events[left].renewal].id.precedesByBytes(
                    renewals[events[right].renewal].id)
                : events[left].due < events[right].due
        }.map { Int32($0) }
    }
}
