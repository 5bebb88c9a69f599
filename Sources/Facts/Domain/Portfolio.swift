/// All facts that a review rests on, except the daily health scores and the measures.
///
/// Accounts and CSMs are sorted by identifier, and the other facts refer to them by position. All
/// facts are sorted, so that a sum over them does not depend on the order in which the feeds came.
public struct Portfolio: Sendable {
    /// Sorted by identifier.
    public var accounts: [Account] = []
    /// Sorted by identifier.
    public var csms: [CSM] = []
    /// The owners, sorted by account and start. Other roles own nothing and are left out.
    public var assignments: [Assignment] = []
    /// Sorted by account, day and identifier.
    public var overrides: [Override] = []
    /// Overrides that were withdrawn from the log, in the same order. They are none of `overrides`.
    public var withdrawnOverrides: [WithdrawnOverride] = []
    /// Sorted by account, due date and identifier.
    public var renewals: [Renewal] = []
    /// Sorted by account and effective day.
    public var arr: [ARRPoint] = []
    /// Sorted by identifier.
    public var opportunities: [Opportunity] = []
    /// Sorted by identifier.
    public var surveys: [SurveyResponse] = []
    /// Sorted by account, day and CSM.
    public var sessions: [Session] = []
    /// Sorted by account and name.
    public var milestones: [Milestone] = []
    /// Sorted by scope, scope identifier, metric and first day.
    public var targets: [Target] = []
    /// Sorted by metric, segment and statistic.
    public var benchmarks: [Benchmark] = []
    /// Sorted by currency and day.
    public var rates: [ExchangeRate] = []

    /// A portfolio without facts.
    public init() {}
}
