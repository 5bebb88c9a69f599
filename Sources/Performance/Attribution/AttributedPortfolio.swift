public import Calendar
public import Domain

/// A portfolio as known at the end of the month under review: every event with its state and its
/// owner, every account with its owner and revenue on each day. Worked out once for all analyses.
///
/// Source: `Documentation/methods.md`, 1 to 6.
public struct AttributedPortfolio: Sendable {
    /// The facts.
    public let portfolio: Portfolio
    /// The constants.
    public let policy: Policy
    /// The days.
    public let frame: ReviewFrame
    /// Who owned what.
    package let ownership: Ownership
    /// To the reporting currency, at the rates of the window's first day.
    package let conversion: CurrencyConversion
    /// The renewals due by the end of the month, sorted by account and due date.
    package let events: [RenewalEvent]
    /// What the accounts paid.
    package let revenue: RevenueHistory
    /// The scopes that have cards.
    package let scopes: ScopeRows

    /// A portfolio as known at the end of a month.
    ///
    /// - Parameters:
    ///   - portfolio: the facts, in the order that `Portfolio` promises.
    ///   - policy: the constants.
    ///   - month: the month under review.
    /// - Complexity: linear in the facts, but for a logarithm of an account's assignments.
    public init(_ portfolio: Portfolio, policy: Policy, month: Month) {
        let frame = ReviewFrame(month: month, policy: policy)
        let ownership = Ownership(portfolio, asOf: frame.asOf)
        let conversion = CurrencyConversion(
            portfolio.rates, reportingCurrency: policy.reportingCurrency, on: frame.windowStart)
        var events: [RenewalEvent] = []
        events.reserveCapacity(portfolio.renewals.count)
        for index in portfolio.renewals.indices {
            let event = RenewalEvent(
                portfolio.renewals[index], asOf: frame.asOf, policy: policy, ownership: ownership,
                conversion: conversion)
            if let event { events.append(event) }
        }
        self.events = events
        revenue = RevenueHistory(
            portfolio, events: events, asOf: frame.asOf, conversion: conversion)
        scopes = ScopeRows(portfolio.csms, hasCard: ownership.hasCard)
        self.portfolio = portfolio
        self.policy = policy
        self.frame = frame
        self.ownership = ownership
        self.conversion = conversion
    }

    /// Whom an account counts for on a day: its CSM, else the unassigned pool.
    package func owner(of account: Int, on day: Day) -> Owner {
        ownership.csm(of: account, on: day).map { .csm($0) } ?? .unassigned
    }
}
