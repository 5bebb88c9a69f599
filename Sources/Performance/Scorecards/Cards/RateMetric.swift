/// A metric with an interval. Its raw value is its name in the review.
public enum RateMetric: String, Sendable, CaseIterable {
    case logoRenewalRate = "logo_renewal_rate"
    case customerRenewalRate = "customer_renewal_rate"
    case grossRenewalRate = "gross_renewal_rate"
    case netRenewalRate = "net_renewal_rate"
    case grossRevenueRetention = "gross_revenue_retention"
    case netRevenueRetention = "net_revenue_retention"
    case logoChurnRate = "logo_churn_rate"
    case nps
    case csat

    /// Whether it may have a target.
    public var takesTarget: Bool { self != .customerRenewalRate }

    /// Whether it is a ratio of revenue and not of counts.
    public var isRevenue: Bool {
        switch self {
        case .grossRenewalRate, .netRenewalRate, .grossRevenueRetention, .netRevenueRetention: true
        default: false
        }
    }

    /// Whether annual targets and benchmarks apply to its value in a quarter.
    var isComparedInQuarters: Bool {
        switch self {
        case .logoRenewalRate, .customerRenewalRate, .grossRenewalRate, .netRenewalRate, .nps,
            .csat:
            true
        case .grossRevenueRetention, .netRevenueRetention, .logoChurnRate: false
        }
    }

    /// Where `Metrics` has it.
    public var path: WritableKeyPath<Metrics, Rate> {
        switch self {
        case .logoRenewalRate: \.logoRenewalRate
        case .customerRenewalRate: \.customerRenewalRate
        case .grossRenewalRate: \.grossRenewalRate
        case .netRenewalRate: \.netRenewalRate
        case .grossRevenueRetention: \.grossRevenueRetention
        case .netRevenueRetention: \.netRevenueRetention
        case .logoChurnRate: \.logoChurnRate
        case .nps: \.nps
        case .csat: \.csat
        }
    }
}
