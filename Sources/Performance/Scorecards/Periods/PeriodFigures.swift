/// Renewals and retention of the company or a team in one fiscal quarter or year.
///
/// Source: `Documentation/methods.md`, 24.
public struct PeriodFigures: Sendable {
    /// The quarter or year.
    public let period: Period
    /// The renewal events due in it.
    public let renewals: RenewalCounts
    /// Its four renewal rates, both retentions and logo churn. It has no others, no target and no
    /// benchmark.
    public let metrics: Metrics

    /// The metrics that a period has, in the order of a review.
    public static let rates: [RateMetric] = RateMetric.allCases.filter {
        $0 != .nps && $0 != .csat
    }
}

/// The quarters and years of the company or a team.
public struct PeriodHistory: Sendable {
    /// The name of the team; nil for the company.
    public let team: String?
    /// Quarters, the oldest first.
    public let quarters: [PeriodFigures]
    /// Years, the oldest first.
    public let years: [PeriodFigures]
}
