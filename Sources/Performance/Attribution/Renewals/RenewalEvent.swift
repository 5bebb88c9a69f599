package import Calendar
package import Domain

/// A renewal that is due, as known at the end of the month under review.
///
/// Source: `Documentation/methods.md`, 3 to 5.
package struct RenewalEvent: Sendable {
    /// Position of the renewal in `Portfolio.renewals`.
    package let renewal: Int
    /// Position of the account in `Portfolio.accounts`.
    package let account: Int
    /// The due date.
    package let due: Day
    /// Its state.
    package let state: RenewalState
    /// Who is credited with it.
    package let owner: Owner
    /// The day it closed; nil where it is not known to have closed.
    package let closed: Day?
    /// The annual revenue before and after, in the reporting currency; `after` is 0 unless renewed.
    /// Nil in a currency without a rate.
    package let revenue: (before: Double, after: Double)?

    /// The event of the renewal at a position of `Portfolio.renewals`; nil while it is not due.
    package init?(
        at position: Int, of portfolio: Portfolio, asOf: Day, policy: Policy, ownership: Ownership,
        conversion: CurrencyConversion
    ) {
        let renewal = portfolio.renewals[position]
        guard let state = RenewalState(of: renewal, asOf: asOf, policy: policy) else { return nil }
        self.renewal = position
        account = renewal.account
        due = renewal.due
        self.state = state
        owner = ownership.owner(of: renewal.account, due: renewal.due, policy: policy)
        closed = state == .renewed || state == .churned ? renewal.closing : nil
        revenue = conversion.reporting(renewal.arrBefore, in: renewal.currency).flatMap { before in
            conversion.reporting(
                state == .renewed ? renewal.arrAfter : 0, in: renewal.currency
            ).map { (before, $0) }
        }
    }
}
