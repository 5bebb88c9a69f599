public import Calendar
public import Domain

/// The score of an account on a day, and what it rests on.
public struct AccountScore: Sendable, Equatable {
    /// The day.
    public var day: Day
    /// The version of the model; nil if none counts on the day, or the platform gives none.
    public var modelVersion: String?
    /// The weighted mean of the known components, 0 to 100; nil if less than `leastBasis` is known.
    public var value: Double?
    /// The tier; nil without a score.
    public var tier: Tier?
    /// The share of the model's weight that is known, 0 to 1.
    public var basis: Double
    /// The components, in the order of the model.
    public var components: [ScoredComponent]
    /// A score below this is an alert; nil if no model says so.
    public var threshold: Double?
    /// Whether the platform gave it, or should have.
    public var isPlatform = false

    /// A score with these properties.
    public init(
        day: Day, modelVersion: String?, value: Double?, tier: Tier?, basis: Double,
        components: [ScoredComponent], threshold: Double?
    ) {
        self.day = day
        self.modelVersion = modelVersion
        self.value = value
        self.tier = tier
        self.basis = basis
        self.components = components
        self.threshold = threshold
    }

    /// The score as files and pages have it, in tenths; nil without one.
    public var score: Score? { value.map(Score.init(rounding:)) }

    /// The component that takes most off the score; nil if none takes anything.
    public var heaviest: ScoredComponent? {
        var heaviest: ScoredComponent?
        for component in components where component.loss > heaviest?.loss ?? 0 {
            heaviest = component
        }
        return heaviest
    }

    /// The component of a name; nil if there is none.
    public func component(_ name: String) -> ScoredComponent? {
        components.first { $0.name == name }
    }
}

extension Score {
    /// The score that is nearest to some points, halves away from zero.
    ///
    /// - Parameter points: 0 to 100.
    public init(rounding points: Double) {
        self.init(tenths: Int16((points * 10).rounded()))
    }
}
