package import Calendar
package import Domain

/// The contracts of an account that are due on one day, as known at the end of the month under
/// review.
///
/// Source: `Documentation/methods.md`, 3 to 5.
package struct RenewalEvent: Sendable {
    /// Position in `Portfolio.renewals` of its first line, which names it.
    package let renewal: Int
    /// Position of the account in `Portfolio.accounts`.
    package let account: Int
    /// The due date.
    package let due: Day
    /// Its state.
    package let state: RenewalState
    /// Whether it has lapsed, and counts as open all the same.
    package let isHeldOpen: Bool
    /// Who is credited with it.
    package let owner: Owner
    /// The day it closed; nil unless it is renewed or churned.
    package let closed: Day?
    /// The annual revenue before and after, in the reporting currency; `after` is 0 unless renewed.
    /// Nil if a line is in a currency without a rate.
    package private(set) var revenue: (before: Double, after: Double)?

    /// The event of some lines; nil while it is not due.
    package init?(
        _ lines: RenewalLines, asOf: Day, policy: Policy, holdsLapsedOpen: Bool,
        ownership: Ownership, conversion: CurrencyConversion
    ) {
        guard let known = RenewalState(of: lines, asOf: asOf, policy: policy) else { return nil }
        isHeldOpen = holdsLapsedOpen && known == .lapsed
        let state = isHeldOpen ? .overdue : known
        renewal = lines.positions.lowerBound
        account = lines.first.account
        due = lines.due
        self.state = state
        owner = ownership.owner(of: account, due: due, policy: policy)
        closed =
            state == .renewed || state == .churned
            ? lines.closed(asOf: asOf, policy: policy) : nil
        revenue = nil
        revenue = amounts(lines, asOf: asOf, conversion)
    }

    /// The same event with amounts at other rates.
    package func converted(
        _ lines: RenewalLines, asOf: Day, _ conversion: CurrencyConversion
    ) -> RenewalEvent {
        var event = self
        event.revenue = amounts(lines, asOf: asOf, conversion)
        return event
    }

    private func amounts(
        _ lines: RenewalLines, asOf: Day, _ conversion: CurrencyConversion
    ) -> (before: Double, after: Double)? {
        lines.before(conversion).flatMap { before in
            guard state == .renewed else { return (before, 0) }
            return lines.after(by: asOf, conversion).map { (before, $0) }
        }
    }
}
