/// The account with the largest share of the renewal ratios of a scorecard.
public struct LargestShare: Sendable, Hashable {
    /// Position in `Portfolio.accounts`; the first of several equal ones.
    public let account: Int
    /// Its share of Σ before, in `0...1`.
    public let share: Double
    /// The net renewal rate of all other accounts; nil without other accounts.
    public let netRenewalRateWithout: Double?
}
