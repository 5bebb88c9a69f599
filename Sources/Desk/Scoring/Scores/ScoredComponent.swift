/// What a component of the model says about an account on a day.
public struct ScoredComponent: Sendable, Equatable {
    /// Its name in files.
    public var name: String
    /// Its name for people.
    public var title: String
    /// Its weight in the model.
    public var weight: Double
    /// Its share of the whole score: 0 if it is not known, or nothing is scored.
    public var weightInUse: Double
    /// A score below this asks for a look at the data points.
    public var threshold: Double
    /// The weighted mean of its known measures, 0 to 100; nil if none is known.
    public var score: Double?
    /// The share of its measures' weight that is known, 0 to 1.
    public var basis: Double
    /// The age in days of the freshest data behind it, valid or not; nil without dated data.
    public var ageInDays: Int?
    /// Whether that age is above the policy's `freshDays`.
    public var isAging: Bool
    /// Its measures, in the order of the model; none if the score is the platform's.
    public var measures: [ScoredMeasure]

    /// A component with these properties.
    public init(
        name: String, title: String, weight: Double, weightInUse: Double, threshold: Double,
        score: Double?, basis: Double, ageInDays: Int?, isAging: Bool, measures: [ScoredMeasure]
    ) {
        self.name = name
        self.title = title
        self.weight = weight
        self.weightInUse = weightInUse
        self.threshold = threshold
        self.score = score
        self.basis = basis
        self.ageInDays = ageInDays
        self.isAging = isAging
        self.measures = measures
    }

    /// Whether its score is below its threshold.
    public var isWeak: Bool { score.map { $0 < threshold } ?? false }

    /// The points that it takes off the score: its share of the score times what it lacks to 100.
    public var loss: Double { weightInUse * (100 - (score ?? 100)) }

    /// The data point of the measure that takes off most; nil if none is known.
    public var worstDataPoint: String? {
        let known = measures.filter { $0.score != nil }
        let worst = known.enumerated().max { left, right in
            let (one, other) = (left.element, right.element)
            let losses = (
                one.weight * (100 - (one.score ?? 100)), other.weight * (100 - (other.score ?? 100))
            )
            // Of equal ones, the first in the model.
            return losses.0 == losses.1 ? left.offset > right.offset : losses.0 < losses.1
        }
        return worst?.element.dataPoint
    }
}
