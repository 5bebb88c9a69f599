/// A metric that is a sum or a count. Its raw value is its name in the review.
public enum AmountMetric: String, Sendable, CaseIterable {
    case expansionPipeline = "expansion_pipeline"
    case expansionWon = "expansion_won"
    case sessionsHeld = "sessions_held"
    case accounts
    case averageARR = "average_arr"
    case mrr

    /// Whether annual targets and benchmarks apply to its value in a quarter.
    var isComparedInQuarters: Bool {
        switch self {
        case .accounts, .averageARR, .mrr: true
        case .expansionPipeline, .expansionWon, .sessionsHeld: false
        }
    }

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
