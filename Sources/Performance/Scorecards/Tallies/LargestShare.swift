/// The account that weighs most in a card's ratios.
public struct LargestShare: Sendable, Hashable {
    /// Position in `Portfolio.accounts`; the first of several alike.
    public let account: Int
    /// Its part of Σ before, 0 to 1.
    public let share: Double
    /// The net renewal rate of all other accounts; nil without any.
    public let netRenewalRateWithout: Double?
}
