/// Why nobody can tell how a value compares with its target although there is a value.
public enum VerdictReason: String, Sendable {
    /// It rests on too few answers, or on revenue of too few equal contracts.
    case tooFewForVerdict = "too_few_for_verdict"
    /// So many outcomes are missing that what there is says too little.
    case outcomesMissing = "outcomes_missing"
}
