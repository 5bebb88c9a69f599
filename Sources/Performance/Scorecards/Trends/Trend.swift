import Domain
public import Statistics

/// One metric of the company or of a team, month by month or quarter by quarter.
///
/// Source: `Documentation/methods.md`, 10.
public struct Trend: Sendable, Codable {
    /// The metric.
    public let metric: TrendMetric
    /// The team; nil for the company.
    public let team: String?
    /// How long its periods are; nil where even quarters have too little to show a trend.
    public let grain: TrendGrain?
    /// One for each period, in order; none without a grain.
    public let points: [TrendPoint]
    /// The segments between rebases that have a settled value, in order; none for a metric without
    /// limits.
    public let segments: [TrendSegment]
    /// The target of one period; nil without one. Of a churn rate it is the rate that adds up to
    /// the target over a year.
    public let target: Double?
    /// What the limits of the last segment say about the target; nil without limits or a target.
    public let assurance: ZChartAssurance?

    /// Why there are no points; nil where there are some.
    public var reason: NullReason? { grain == nil ? .tooFew : nil }
}
