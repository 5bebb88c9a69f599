/// How a value compares with its target.
public enum TargetVerdict: String, Sendable {
    /// The rate is above the target, beyond chance.
    case above
    /// The rate is below the target, beyond chance.
    case below
    /// The rate does not differ from the target beyond chance, or there is no value.
    case cannotTell = "cannot_tell"
    /// The amount or count reaches the target.
    case met
    /// The amount or count does not reach the target.
    case notMet = "not_met"
}
