public import Calendar
import Domain
public import Scoring

/// How urgent an account is, and why.
///
/// (0.5 level + 0.3 decline + 0.2 silence) × time, with the weights of the policy.
public struct Urgency: Sendable, Equatable {
    /// A part of the urgency.
    public struct Part: Sendable, Equatable {
        /// What it counts, 0 to 1.
        public var value: Double
        /// Whether it is known; else `value` is the policy's `unknownPart`.
        public var isKnown: Bool
        /// Why it counts so, in words.
        public var words: String
    }

    /// What lets an account come before all others.
    public enum Precedence: Sendable, Equatable {
        /// An override has been waiting for its review since a day.
        case review(since: Day)
        /// An escalation has been open since a day.
        case escalation(title: String, since: Day)
    }

    /// How low the score is, or the tier that an override in force asserts.
    public let level: Part
    /// How much the score fell.
    public let decline: Part
    /// How long nobody has spoken with the account.
    public let silence: Part
    /// How near the renewal is.
    public let time: Part
    /// The urgency, 0 to 1.
    public let value: Double
    /// What lets the account come first: reviews before escalations, then by day; usually nothing.
    public let precedence: [Precedence]
    let weights: (level: Double, decline: Double, silence: Double)

    /// The urgency of an account.
    public init(_ standing: AccountStanding, policy: DeskPolicy) {
        level = standing.level(policy)
        decline = standing.decline(policy)
        silence = standing.silence(policy)
        time = standing.time(policy)
        weights = (policy.levelWeight, policy.declineWeight, policy.silenceWeight)
        value =
            (weights.level * level.value + weights.decline * decline.value
                + weights.silence * silence.value) * time.value
        var precedence: [Precedence] = []
        if let override = standing.override, override.needsReview {
            precedence.append(.review(since: override.review))
        }
        let escalations = standing.escalations.sorted {
            $0.opened == $1.opened ? $0.id.precedesByBytes($1.id) : $0.opened < $1.opened
        }
        precedence += escalations.map { .escalation(title: $0.title, since: $0.opened) }
        self.precedence = precedence
    }

    /// What each of level, decline and silence adds before time counts.
    public var contributions: (level: Double, decline: Double, silence: Double) {
        (
            weights.level * level.value, weights.decline * decline.value,
            weights.silence * silence.value
        )
    }

    /// Whether all of it is the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.level == right.level && left.decline == right.decline && left.silence == right.silence
            && left.time == right.time && left.value == right.value
            && left.precedence == right.precedence && left.weights == right.weights
    }

    /// Whether an account of this urgency comes before another one.
    func comesBefore(_ other: Urgency, _ ids: (AccountID, AccountID)) -> Bool {
        if precedence.isEmpty != other.precedence.isEmpty { return !precedence.isEmpty }
        return value == other.value ? ids.0 < ids.1 : value > other.value
    }
}
