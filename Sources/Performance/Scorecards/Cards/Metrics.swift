import Domain

/// A metric with an interval: its name in the review and where a card keeps it.
public enum RateMetric: String, Sendable, CaseIterable {
    case logoRenewalRate = "logo_renewal_rate"
    case grossRenewalRate = "gross_renewal_rate"
    case netRenewalRate = "net_renewal_rate"
    case grossRevenueRetention = "gross_revenue_retention"
    case netRevenueRetention = "net_revenue_retention"
    case logoChurnRate = "logo_churn_rate"
    case nps
    case csat

    /// Where a card keeps it.
    public var path: WritableKeyPath<Metrics, Rate> {
        switch self {
        case .logoRenewalRate: \.logoRenewalRate
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

/// A metric that adds up or counts: its name in the review and where a card keeps it.
public enum AmountMetric: String, Sendable, CaseIterable {
    case expansionPipeline = "expansion_pipeline"
    case expansionWon = "expansion_won"
    case sessionsHeld = "sessions_held"
    case accounts
    case averageARR = "average_arr"
    case mrr

    /// Where a card keeps it.
    public var path: WritableKeyPath<Metrics, Amount> {
        switch self {
        case .expansionPipeline: \.expansionPipeline
        case .expansionWon: \.expansionWon
        case .sessionsHeld: \.sessionsHeld
        case .accounts: \.accounts
        case .averageARR: \.averageARR
        case .mrr: \.mrr
        }
    }
}

/// The numbers of one card. Amounts are annual and in the reporting currency.
///
/// Source: `Documentation/methods.md`, 5 to 7.
public struct Metrics: Sendable {
    /// Renewed / settled events due in the window.
    public var logoRenewalRate = Rate()
    /// Σ min(after, before) / Σ before of settled events due in the window.
    public var grossRenewalRate = Rate()
    /// Σ after / Σ before of settled events due in the window.
    public var netRenewalRate = Rate()
    /// Σ min(end, start) / Σ start of spells; for the company of accounts over the window.
    public var grossRevenueRetention = Rate()
    /// Σ end / Σ start of spells; for the company of accounts over the window.
    public var netRevenueRetention = Rate()
    /// Spells that ended with nothing / spells; for the company of accounts over the window.
    public var logoChurnRate = Rate()
    /// 100 (promoters - detractors) / answers, -100 to 100.
    public var nps = Rate()
    /// Answers of 4 and 5 / answers.
    public var csat = Rate()
    /// Sum of the opportunities created in the window.
    public var expansionPipeline = Amount(value: 0, monthValue: 0)
    /// How many opportunities `expansionPipeline` has in each stage.
    public var opportunities = OpportunityCounts()
    /// Sum of the opportunities won in the window, whenever created.
    public var expansionWon = Amount(value: 0, monthValue: 0)
    /// Sessions held in the month.
    public var sessionsHeld = Amount(value: 0)
    /// Accounts with revenue on the last day.
    public var accounts = Amount(value: 0)
    /// Their mean revenue; nil without any.
    public var averageARR = Amount(reason: .noData)
    /// Their revenue / 12.
    public var mrr = Amount(value: 0)
}

/// Opportunities created in the window by their stage on the last day, those in a currency without
/// a rate included.
public struct OpportunityCounts: Sendable, Hashable {
    /// Not decided by then.
    public var open = 0
    /// Won by then.
    public var won = 0
    /// Lost by then.
    public var lost = 0
}

/// A metric with an interval, its extremes, its target and its benchmarks.
public struct Rate: Sendable {
    /// The value and its interval.
    public var estimate = Estimate(undefined: .noData)
    /// The value if every unsettled event churned; nil without a value and for other metrics than
    /// the three of renewal events.
    public var worst: Double?
    /// The value if every unsettled event renewed at its revenue before; nil where `worst` is.
    public var best: Double?
    /// Target and benchmarks.
    public var comparison = Comparison()
}

/// A sum or a count with its target and its benchmarks.
public struct Amount: Sendable {
    /// The number; nil with a `reason`.
    public var value: Double?
    /// The same for the month alone; nil for all but expansion.
    public var monthValue: Double?
    /// Why `value` is nil.
    public var reason: NullReason?
    /// Target and benchmarks.
    public var comparison = Comparison()
}
