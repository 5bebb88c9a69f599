/// What can be said of a value beside its target.
public enum TargetVerdict: String, Sendable {
    /// A rate is higher than the target, beyond chance.
    case above
    /// A rate is lower than the target, beyond chance.
    case below
    /// The evidence does not tell a rate from the target, or there is no value.
    case cannotTell = "cannot_tell"
    /// An amount or a count reaches the target.
    case met
    /// An amount or a count does not reach the target.
    case notMet = "not_met"
}
