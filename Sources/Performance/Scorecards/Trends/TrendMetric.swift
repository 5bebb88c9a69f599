/// A metric with a value for each period. Its raw value is its name in the review.
public enum TrendMetric: String, Sendable, CaseIterable, Codable {
    case logoRenewalRate = "logo_renewal_rate"
    case grossRenewalRate = "gross_renewal_rate"
    case netRenewalRate = "net_renewal_rate"
    case nps
    case logoChurnRate = "logo_churn_rate"
    case meanScore = "mean_score"
    case shareGreen = "share_green"
    case shareAmber = "share_amber"
    case shareRed = "share_red"

    /// Whether it has limits and labels. Stocks have none: they are autocorrelated, and a chart
    /// would mark noise.
    public var hasLimits: Bool {
        switch self {
        case .logoRenewalRate, .grossRenewalRate, .netRenewalRate, .nps, .logoChurnRate: true
        case .meanScore, .shareGreen, .shareAmber, .shareRed: false
        }
    }

    /// Whether its periods can be provisional, as they count renewal events.
    var countsEvents: Bool {
        switch self {
        case .logoRenewalRate, .grossRenewalRate, .netRenewalRate: true
        default: false
        }
    }
}
