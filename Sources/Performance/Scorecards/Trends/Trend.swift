public import Calendar
import Domain
public import Statistics

/// A metric that is drawn month by month, named as in the review.
public enum TrendMetric: String, Sendable, CaseIterable {
    case logoRenewalRate = "logo_renewal_rate"
    case grossRenewalRate = "gross_renewal_rate"
    case netRenewalRate = "net_renewal_rate"
    case nps
    case logoChurnRate = "logo_churn_rate"
    case meanScore = "mean_score"
    case shareGreen = "share_green"
    case shareAmber = "share_amber"
    case shareRed = "share_red"

    /// Whether it gets limits and labels. Stocks do not: they are autocorrelated, and an XmR chart
    /// would mark noise.
    public var hasLimits: Bool {
        switch self {
        case .logoRenewalRate, .grossRenewalRate, .netRenewalRate, .nps, .logoChurnRate: true
        case .meanScore, .shareGreen, .shareAmber, .shareRed: false
        }
    }

    /// Whether its months can be provisional: those of renewal events.
    var countsEvents: Bool {
        switch self {
        case .logoRenewalRate, .grossRenewalRate, .netRenewalRate: true
        default: false
        }
    }
}

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

/// One month of a trend.
public struct TrendPoint: Sendable, Hashable {
    /// The month.
    public let month: Month
    /// The month's own value, never a rolling one; nil with a denominator that counts too few.
    public let value: Double?
    /// What the value divides, also where the value is nil.
    public let numerator: Double
    /// What it divides by, also where the value is nil.
    public let denominator: Double
    /// What there is to say about it.
    public let label: XmRLabel?
}

/// A stretch of a trend with one mean and one set of limits.
public struct TrendSegment: Sendable, Equatable {
    /// Its first month.
    public let from: Month
    /// The mean of its settled values.
    public let mean: Double
    /// Natural limits; nil where its values are all alike or fewer than two.
    public let limits: XmRLimits?
    /// Whether there are too few points to rely on the limits.
    public let trial: Bool
}
