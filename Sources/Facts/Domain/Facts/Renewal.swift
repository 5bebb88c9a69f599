public import Calendar

/// A contract that falls due once, and what came of it.
public struct Renewal: Sendable {
    /// What is recorded of a renewal.
    public enum Outcome: String, Sendable, CaseIterable {
        /// Signed again, perhaps smaller or larger.
        case renewed
        /// Left.
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
    /// The recorded outcome, whenever it became known.
    public var outcome: Outcome
    /// The day it was signed or lost, where given.
    public var closed: Day?
    /// The day the customer gave notice, where given.
    public var notice: Day?
    /// Annual revenue that is due, in `currency`; positive.
    public var arrBefore: Double
    /// Annual revenue afterwards, in `currency`; 0 when churned.
    public var arrAfter: Double
    /// ISO code; nil means the reporting currency.
    public var currency: String?

    /// A renewal with these properties.
    public init(
        id: String, account: Int, due: Day, outcome: Outcome, closed: Day? = nil,
        notice: Day? = nil, arrBefore: Double, arrAfter: Double, currency: String? = nil
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
