public import Calendar
public import Domain

/// A portfolio as known at the end of the month under review: each renewal event with its state and its
/// owner, each account with its owner and its revenue on each day.
///
/// It is worked out once and passed to every analysis:
///
///     let attributed = AttributedPortfolio(facts, policy: policy, month: month)
///     let audit = try OverrideAudit(attributed, health: history)
///
/// Source: `Documentation/methods.md`, 1 to 6.
public struct AttributedPortfolio: Sendable {
    /// The facts.
    public package(set) var portfolio: Portfolio
    /// The constants of the methods.
    public let policy: Policy
    /// The days that the review looks at.
    public let frame: ReviewFrame
    /// Who owned which account when.
    package let ownership: Ownership
    /// Converts amounts to the reporting currency, at the rates of the window's first day.
    package let conversion: CurrencyConversion
    /// Where the renewals of each account stand in `Portfolio.renewals`: those of account `a` are at
    /// `renewalOffsets[a]..<renewalOffsets[a + 1]`. It is the same for every month.
    package let renewalOffsets: [Int]
    /// The state of each event in the order of `Portfolio.renewals`, at its first line; nil for its
    /// other lines, and for an event that is not due by the end of the month.
    package let states: [RenewalState?]
    /// The events due by the end of the month, sorted by account and due date.
    package let events: [RenewalEvent]
    /// What the accounts paid.
    package let revenue: RevenueHistory
    /// The scopes that have scorecards.
    package let scopes: ScopeRows
    /// Whether events that lapsed count as still open: see `holdingLapsedOpen`.
    package let holdsLapsedOpen: Bool

    /// The portfolio as known at the end of a month.
    ///
    /// - Parameters:
    ///   - portfolio: the facts, in the order that `Portfolio` promises.
    ///   - policy: the constants.
    ///   - month: the month under review; of a quarter or a year its last.
    ///   - grain: what the review is of.
    /// - Complexity: O(facts), and O(log n) in an account's n assignments for each renewal.
    public init(
        _ portfolio: Portfolio, policy: Policy, month: Month, grain: ReviewGrain = .month
    ) {
        self.init(
            portfolio, policy: policy,
            frame: ReviewFrame(month: month, policy: policy, grain: grain),
            renewalOffsets: accountOffsets(
                portfolio.renewals.lazy.map(\.account), accounts: portfolio.accounts.count),
            holdsLapsedOpen: false)
    }

    private init(
        _ portfolio: Portfolio, policy: Policy, frame: ReviewFrame, renewalOffsets: [Int],
        holdsLapsedOpen: Bool
    ) {
        let ownership = Ownership(portfolio, asOf: frame.asOf)
        let conversion = CurrencyConversion(
            portfolio.rates, reportingCurrency: policy.reportingCurrency, on: frame.windowStart)
        var states = [RenewalState?](repeating: nil, count: portfolio.renewals.count)
        var events: [RenewalEvent] = []
        events.reserveCapacity(portfolio.renewals.count)
        var next = 0
        while next < portfolio.renewals.count {
            let lines = RenewalLines(at: next, of: portfolio.renewals)
            let event = RenewalEvent(
                lines, asOf: frame.asOf, policy: policy, holdsLapsedOpen: holdsLapsedOpen,
                ownership: ownership, conversion: conversion)
            if let event {
                states[next] = event.state
                events.append(event)
            }
            next = lines.positions.upperBound
        }
        self.states = states
        self.events = events
        self.renewalOffsets = renewalOffsets
        revenue = RevenueHistory(
            portfolio, renewalOffsets: renewalOffsets, events: events, asOf: frame.asOf,
            conversion: conversion)
        let first = min(frame.firstTrendMonth.firstDay, frame.opening)
        scopes = ScopeRows(
            portfolio.csms, hasCard: ownership.hasCard, days: first...frame.asOf)
        self.portfolio = portfolio
        self.policy = policy
        self.frame = frame
        self.ownership = ownership
        self.conversion = conversion
        self.holdsLapsedOpen = holdsLapsedOpen
    }

    /// The same facts under the same policy as known at the end of another month, with a window of the
    /// same length.
    ///
    /// It shares what does not depend on the month and works out the rest anew. Comparisons with an
    /// earlier review use it with `earlierMonth`.
    ///
    /// - Complexity: as of the initialiser.
    package func asOf(_ month: Month) -> AttributedPortfolio {
        AttributedPortfolio(
            portfolio, policy: policy, frame: frame(endingIn: month),
            renewalOffsets: renewalOffsets, holdsLapsedOpen: holdsLapsedOpen)
    }

    /// The same portfolio with every event that lapsed by the end of the month treated as still open,
    /// on every day: it is in no rate, history, fit or outcome. Portfolios `asOf` earlier months treat
    /// those open that had lapsed by then.
    ///
    /// Verdicts are worked out with it a second time where outcomes may be missing.
    ///
    /// - Complexity: as of the initialiser.
    ///
    /// Source: `Documentation/methods.md`, 3.
    package var holdingLapsedOpen: AttributedPortfolio {
        AttributedPortfolio(
            portfolio, policy: policy, frame: frame, renewalOffsets: renewalOffsets,
            holdsLapsedOpen: true)
    }

    /// The frame of a review of the same kind that ends with another month.
    package func frame(endingIn month: Month) -> ReviewFrame {
        ReviewFrame(month: month, policy: policy, grain: frame.grain)
    }

    /// The month of the earlier review that this one is compared with.
    ///
    /// Source: `Documentation/methods.md`, 9 and 14.
    package var earlierMonth: Month { frame.month - Int(policy.earlierReviewMonths) }

    /// The lines of the event whose first line stands at a position of `Portfolio.renewals`.
    package func lines(at position: Int) -> RenewalLines {
        RenewalLines(at: position, of: portfolio.renewals)
    }

    /// Whom an account counts for on a day: its CSM, or the unassigned pool.
    package func owner(of account: Int, on day: Day) -> Owner {
        ownership.csm(of: account, on: day).map { .csm($0) } ?? .unassigned
    }
}
