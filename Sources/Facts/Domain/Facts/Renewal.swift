public import Calendar

/// A contract that is due for renewal on one day, and its outcome.
public struct Renewal: Sendable {
    /// The recorded outcome of a renewal.
    public enum Outcome: String, Sendable, CaseIterable {
        /// The customer signed again, for the same, less or more revenue.
        case renewed
        /// The customer left.
        case churned
        /// Not decided yet.
        case open
    }

    /// The identifier.
    public var id: String
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// The day the contract ends.
    public var due: Day
    /// The recorded outcome, even if it became known after the month under review.
    public var outcome: Outcome
    /// The day it was signed or lost, where given.
    public var closed: Day?
    /// The day the customer gave notice, where given.
    public var notice: Day?
    /// The annual revenue that is due, in `currency`; above 0.
    public var arrBefore: Double
    /// The annual revenue afterwards, in `currency`; 0 when churned.
    public var arrAfter: Double
    /// ISO code; nil means the reporting currency.
    public var currency: String?
    /// The day from which `arrBefore` was paid, where given.
    public var termStart: Day?
    /// Why it ended as it did, where given.
    public var reason: String?

    /// A renewal with these properties.
    public init(
        id: String, account: Int, due: Day, outcome: Outcome, closed: Day? = nil,
        notice: Day? = nil, arrBefore: Double, arrAfter: Double, currency: String? = nil,
        termStart: Day? = nil, reason: String? = nil
    ) {
        self.id = id
        self.account = account
        self.due = due
        self.outcome = outcome
        self.closed = closed
        self.notice = notice
        self.arrBefore = arrBefore
        self.arrAfter = arrAfter
        self.currency = currency
        self.termStart = termStart
        self.reason = reason
    }
}

/// The annual recurring revenue of an account from a day on.
public struct ARRPoint: Sendable {
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// The day from which it holds.
    public var effective: Day
    /// Annual revenue in `currency`; not negative.
    public var arr: Double
    /// ISO code; nil means the reporting currency.
    public var currency: String?

    /// A revenue point with these properties.
    public init(account: Int, effective: Day, arr: Double, currency: String? = nil) {
        self.account = account
        self.effective = effective
        self.arr = arr
        self.currency = currency
    }
}
