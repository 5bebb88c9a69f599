import Scorecards

/// One of the parts of a table of metrics.
enum MetricGroup: CaseIterable {
    case renewals
    case revenue
    case voice
    case activity

    /// The heading.
    var title: String {
        switch self {
        case .renewals: "Renewals"
        case .revenue: "Revenue"
        case .voice: "Customers’ voice"
        case .activity: "Activity"
        }
    }

    /// Its rates, in the order of the table.
    var rates: [RateMetric] {
        switch self {
        case .renewals:
            [
                .logoRenewalRate, .customerRenewalRate, .grossRenewalRate, .netRenewalRate,
                .logoChurnRate,
            ]
        case .revenue: [.grossRevenueRetention, .netRevenueRetention]
        case .voice: [.nps, .csat]
        case .activity: []
        }
    }

    /// Its amounts, which follow the rates.
    var amounts: [AmountMetric] {
        switch self {
        case .renewals, .voice: []
        case .revenue: [.mrr, .averageARR, .accounts]
        case .activity: [.expansionPipeline, .expansionWon, .sessionsHeld]
        }
    }
}

extension RateMetric {
    /// The scale of its own, from end to end, where it shares none with others of its group: churn,
    /// of which less is better, and what customers say, which has two units.
    var ownScale: RangeScale? {
        switch self {
        case .logoChurnRate, .csat: RangeScale(low: 0, high: 1)
        case .nps: RangeScale(low: -100, high: 100)
        default: nil
        }
    }
}
