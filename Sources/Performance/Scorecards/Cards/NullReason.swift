/// Why a number is undefined.
public enum NullReason: String, Sendable, Codable {
    /// It rests on fewer observations than the policy's minimum count.
    case tooFew = "too_few"
    /// The number has no meaning for this scope.
    case notApplicable = "not_applicable"
    /// All observations are alike, so that there is no interval.
    case noVariation = "no_variation"
    /// All answers come from one account, so that there is no interval.
    case oneAccount = "one_account"
    /// There is no observation.
    case noData = "no_data"
    /// The others have too few observations to learn from.
    case noOthers = "no_others"
    /// So many outcomes are missing that what there is says too little.
    case outcomesMissing = "outcomes_missing"
}
