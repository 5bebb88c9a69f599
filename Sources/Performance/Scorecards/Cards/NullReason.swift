/// Why a number is undefined.
public enum NullReason: String, Sendable {
    /// Fewer than the policy's minimum count stand behind it.
    case tooFew = "too_few"
    /// The number has no meaning for this scope.
    case notApplicable = "not_applicable"
    /// All observations are alike, so that they tell no interval.
    case noVariation = "no_variation"
    /// There is nothing to compute it from.
    case noData = "no_data"
}
