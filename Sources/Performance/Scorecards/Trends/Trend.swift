import Calendar
import Domain
public import Statistics

/// One metric of the company or of a team, month by month.
///
/// Source: `Documentation/methods.md`, 10.
public struct Trend: Sendable {
    /// The metric.
    public let metric: TrendMetric
    /// The team; nil for the company.
    public let team: String?
    /// One for each month, in order. The last is the month under review.
    public let points: [TrendPoint]
    /// The segments between rebases, in order; none for a metric without limits.
    public let segments: [TrendSegment]
    /// What the limits of the last segment say about the target; nil without limits or a target.
    public let assurance: XmRAssurance?
}
