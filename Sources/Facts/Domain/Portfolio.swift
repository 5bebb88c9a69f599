/// Every fact a review rests on except the daily health scores, as one immutable value.
///
/// Accounts and CSMs are sorted by identifier; the other facts refer to them by position and are
/// sorted by account (or CSM), then day, then identifier, so that a sum over them is the same
/// whatever the order in which the feeds came.
public struct Portfolio: Sendable {
    /// Sorted by identifier.
    public var accounts: [Account] = []
    /// Sorted by identifier.
    public var csms: [CSM] = []
    /// Sorted by account and start.
    public var assignments: [Assignment] = []
    /// Sorted by account, day and identifier.
    public var overrides: [Override] = []
    /// Sorted by account and due date.
    public var renewals: [Renewal] = []
    /// Sorted by account and effective day.
    public var arr: [ARRPoint] = []
    /// Sorted by identifier.
    public var opportunities: [Opportunity] = []
    /// Sorted by identifier.
    public var surveys: [SurveyResponse] = []
    /// Sorted by account, day and CSM.
    public var sessions: [Session] = []
    /// Sorted by scope, scope identifier, metric and first day.
    public var targets: [Target] = []
    /// Sorted by metric, segment and statistic.
    public var benchmarks: [Benchmark] = []
    /// Sorted by currency and day.
    public var rates: [ExchangeRate] = []

    /// A portfolio without any fact.
    public init() {}
}
