/// A metric that is a sum or a count. Its raw value is its name in the review.
public enum AmountMetric: String, Sendable, CaseIterable {
    case expansionPipeline = "expansion_pipeline"
    case expansionWon = "expansion_won"
    case sessionsHeld = "sessions_held"
    case accounts
    case averageARR = "average_arr"
    case mrr

    /// Where `Metrics` has it.
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
