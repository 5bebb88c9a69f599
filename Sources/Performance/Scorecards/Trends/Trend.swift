import Calendar
import Domain
public import Statistics

/// One metric of the company or of a team, month by month.
///
/// Source: `Documentation/methods.md`, 10.
public struct Trend: Sendable {
    /// The metric.
    public let metric: TrendMetric
    /// The team; nil: the company.
    public let team: String?
    /// One a month, in order; the last is the month under review.
    public let points: [TrendPoint]
    /// The stretches between rebases, in order; none without limits.
    public let segments: [TrendSegment]
    /// What the last segment's limits promise about the target; nil without either.
    public let assurance: XmRAssurance?
}
