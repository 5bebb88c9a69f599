public import Calendar

/// What a measure says about an account on a day.
public struct ScoredMeasure: Sendable, Equatable {
    /// What is known of it.
    public enum Knowledge: Sendable, Equatable {
        /// Its score, 0 to 100, with its data point.
        case known(score: Double, dataPoint: String)
        /// Its data is older than its component allows.
        case stale
        /// There is no data.
        case missing
    }

    /// Its name within the component.
    public var name: String
    /// Its weight in the component, as the model has it.
    public var weight: Double
    /// What is known of it.
    public var knowledge: Knowledge
    /// The day of the data behind it; nil without data, and for touches and contacts, which are
    /// always as of the day.
    public var observed: Day?
    /// Its share of the whole score: 0 if it is not known, or nothing is scored.
    public var weightInUse = 0.0

    /// What a measure says.
    public init(
        name: String, weight: Double, knowledge: Knowledge, observed: Day? = nil
    ) {
        self.name = name
        self.weight = weight
        self.knowledge = knowledge
        self.observed = observed
    }

    /// The score, 0 to 100; nil if it is not known.
    public var score: Double? {
        guard case .known(let score, _) = knowledge else { return nil }
        return score
    }

    /// The data point; nil if it is not known.
    public var dataPoint: String? {
        guard case .known(_, let text) = knowledge else { return nil }
        return text
    }
}
