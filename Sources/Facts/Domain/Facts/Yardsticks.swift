public import Calendar

/// A value that the company, a team or a CSM is to reach.
public struct Target: Sendable {
    /// Whom a target applies to.
    public enum Scope: String, Sendable, CaseIterable {
        /// Everybody.
        case company
        /// One team.
        case team
        /// One CSM.
        case csm
    }

    /// Whom it applies to.
    public var scope: Scope
    /// The team's name or the CSM's identifier; empty for the company.
    public var scopeID: String
    /// The metric, named as in the review.
    public var metric: String
    /// The first day on which it applies.
    public var from: Day
    /// The last day on which it applies.
    public var to: Day
    /// The value, in the metric's unit.
    public var value: Double

    /// A target with these properties.
    public init(
        scope: Scope, scopeID: String = "", metric: String, from: Day, to: Day, value: Double
    ) {
        self.scope = scope
        self.scopeID = scopeID
        self.metric = metric
        self.from = from
        self.to = to
        self.value = value
    }
}

/// A value that other companies reach.
public struct Benchmark: Sendable {
    /// The metric, named as in the review.
    public var metric: String
    /// The segment that it is about; nil for all.
    public var segment: String?
    /// `median`, `leader` or `peers`.
    public var statistic: String
    /// The value, in the metric's unit.
    public var value: Double
    /// Where it was published.
    public var source: String?
    /// The day from which it is known; nil where it always was.
    public var asOf: Day?

    /// A benchmark with these properties.
    public init(
        metric: String, segment: String? = nil, statistic: String, value: Double,
        source: String? = nil, asOf: Day? = nil
    ) {
        self.metric = metric
        self.segment = segment
        self.statistic = statistic
        self.value = value
        self.source = source
        self.asOf = asOf
    }
}

/// The value of one unit of a currency in the reporting currency, from a day on.
public struct ExchangeRate: Sendable {
    /// ISO code.
    public var currency: String
    /// The day of the rate.
    public var date: Day
    /// The amount of the reporting currency for one unit.
    public var rate: Double

    /// A rate with these properties.
    public init(currency: String, date: Day, rate: Double) {
        self.currency = currency
        self.date = date
        self.rate = rate
    }
}
