import Domain

/// The numbers of one card. Amounts are annual and in the reporting currency.
///
/// Source: `Documentation/methods.md`, 5 to 7.
public struct Metrics: Sendable {
    /// Renewed / settled events due in the window.
    public var logoRenewalRate = Rate()
    /// Customers all of whose settled events due in the window renewed / customers with a settled
    /// one. It does not add up over CSMs.
    public var customerRenewalRate = Rate()
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
    /// The accounts with revenue on the last day.
    public var accounts = Amount(value: 0)
    /// The mean revenue of those accounts; nil without any.
    public var averageARR = Amount(reason: .noData)
    /// The revenue of those accounts / 12.
    public var mrr = Amount(value: 0)
}
