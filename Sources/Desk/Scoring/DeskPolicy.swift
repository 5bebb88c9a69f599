public import Domain

/// Every constant of the desk.
///
///     var policy = DeskPolicy()
///     policy.quietDays = 60
///
/// Source: `Documentation/desk.md`; `Data/desk-policy.yaml` has them with their defaults.
public struct DeskPolicy: Sendable, Equatable {
    // MARK: Scores

    /// A score below this is red, where a row has no tier of its own.
    public var redBelow = 40.0
    /// A score from `redBelow` to below this is amber; a higher one is green.
    public var amberBelow = 70.0
    /// There is no score if less than this share of the model is known.
    public var leastBasis = 0.5
    /// A change is the mean of this many days against the mean of as many days before.
    public var changeDays = 30.0
    /// A measure older than this many days is flagged.
    public var freshDays = 2.0
    /// A score of the platform that is older than this many days is unknown.
    public var scoreMaximumAgeDays = 30.0
    /// The threshold of a component of the platform's score that the model file does not name.
    public var componentThreshold = 50.0

    // MARK: Urgency

    /// The weight of the level in the urgency.
    public var levelWeight = 0.5
    /// The weight of the decline in the urgency.
    public var declineWeight = 0.3
    /// The weight of the silence in the urgency.
    public var silenceWeight = 0.2
    /// What an unknown part of the urgency counts.
    public var unknownPart = 0.5
    /// The decline is the fall over this many days.
    public var declineDays = 30.0
    /// A fall of this many points is a decline of 1.
    public var declinePoints = 30.0
    /// A silence of this many days counts 1.
    public var silenceDays = 60.0
    /// Up to this many days before the renewal, time counts 1.
    public var nearRenewalDays = 30.0
    /// From this many days before the renewal on, time counts `farRenewalTime`.
    public var farRenewalDays = 180.0
    /// What time counts far from the renewal.
    public var farRenewalTime = 0.4

    // MARK: The portfolio

    /// An account without a meaningful touch for this many days is quiet.
    public var quietDays = 45.0
    /// Ambers concentrate in a group if the adjusted p-value is at most this.
    public var concentrationLevel = 0.05
    /// Ambers concentrate only where a group has at least this many of them.
    public var concentrationCount = 3.0
    /// A customer of fewer days is new.
    public var newCustomerDays = 365.0
    /// A customer of at least this many days is long-standing.
    public var longCustomerDays = 1095.0

    // MARK: Overrides

    /// An override without a review date is reviewed after this many days.
    public var overrideDefaultDays = 60.0
    /// A review date is at most this many days after the override.
    public var overrideMaximumDays = 90.0
    /// A missed review comes first for this many days after its date.
    public var overrideOverdueDays = 30.0

    // MARK: Playbooks and alerts

    /// A playbook that was dismissed or done is not suggested again for this many days.
    public var playbookRestDays = 90.0
    /// A score must rise this many points above its threshold before the next alert about it.
    public var alertMarginPoints = 2.0

    /// The default constants.
    public init() {}

    /// The tier of a score whose row has none of its own.
    public func tier(of score: Score) -> Tier {
        score.points < redBelow ? .red : score.points < amberBelow ? .amber : .green
    }

    /// The score in the middle of a tier, in points.
    public func midpoint(of tier: Tier) -> Double {
        switch tier {
        case .red: redBelow / 2
        case .amber: (redBelow + amberBelow) / 2
        case .green: (amberBelow + 100) / 2
        }
    }
}
