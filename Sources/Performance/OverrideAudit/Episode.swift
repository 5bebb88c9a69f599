public import Calendar
public import Domain

/// Overrides of one direction on one renewal that follow each other closely: one judgement.
///
/// Source: `Documentation/methods.md`, 11.
public struct Episode: Sendable {
    /// The `override_id` of its first override.
    public let id: String
    /// Positions in `Portfolio.overrides`, the first first.
    public let overrides: [Int]
    /// Position in `Portfolio.accounts`.
    public let account: Int
    /// Whose it is: position in `Portfolio.csms`.
    public let csm: Int
    /// Which way it departs from the model.
    public let direction: OverrideDirection
    /// The day it began.
    public let indexDay: Day
    /// What the model said that day.
    public let modelTier: Tier
    /// The model's score that day, where known.
    public let modelScore: Score?
    /// What the CSM said.
    public let asserted: Tier
    /// Why, where the log has it.
    public let reason: String?
    /// Days from its beginning to the due date.
    public let lead: Int
    /// Position in `Portfolio.renewals`.
    public let renewal: Int
    /// When that falls due.
    public let due: Day
    /// Where the renewal stands.
    public let state: EpisodeState
    /// Who was right; nil while that is open.
    public let verdict: Verdict?
    /// Whether it is the renewal's first in its direction: the others repeat the same outcome.
    public let isCounted: Bool
    /// Annual revenue that was due, in the reporting currency; nil in one without a rate.
    public let arr: Double?
    /// The probability of churn that such a score implied, from what was known then.
    public internal(set) var churnProbability: Double?

    /// How long before the due date it began.
    public var bucket: LeadBucket { LeadBucket(lead: lead) }
    /// Whether its outcome is known and old enough to be judged.
    public var isResolved: Bool { state == .renewed || state == .churned }
}

/// Where the renewal of an episode stands.
public enum EpisodeState: String, Sendable, CaseIterable {
    /// Too early to tell.
    case pending
    /// Due for a while and not closed.
    case overdue
    /// The customer stays.
    case renewed
    /// The customer leaves, or never closed.
    case churned
}

/// Who was right. A CSM who sees an account worse is never wrong: perhaps the warning kept it.
public enum Verdict: String, Sendable, CaseIterable {
    /// Seen better and renewed, or seen worse and left.
    case csmRight = "csm_right"
    /// Seen better and left.
    case scoreRight = "score_right"
    /// Seen worse and renewed, with a session held meanwhile.
    case renewedWithAction = "renewed_with_action"
    /// Seen worse and renewed, without one.
    case renewedWithoutAction = "renewed_without_action"

    /// The verdicts that a direction can have.
    public static func all(_ direction: OverrideDirection) -> [Verdict] {
        direction == .up
            ? [.csmRight, .scoreRight] : [.csmRight, .renewedWithAction, .renewedWithoutAction]
    }
}
