public import Calendar
public import Domain

/// Overrides of one direction on one renewal that follow each other closely. They count as one.
///
/// Source: `Documentation/methods.md`, 11.
public struct Episode: Sendable, Codable {
    /// The `override_id` of its first override.
    public package(set) var id: String
    /// Positions in `Portfolio.overrides`, in order of time.
    public let overrides: [Int]
    /// Position in `Portfolio.accounts`.
    public let account: Int
    /// The CSM of its first override: position in `Portfolio.csms`.
    public let csm: Int
    /// Which way it departs from the model.
    public let direction: OverrideDirection
    /// The day of its first override.
    public let indexDay: Day
    /// The model's tier of that day.
    public let modelTier: Tier
    /// The model's score of that day; nil where it is not known.
    public let modelScore: Score?
    /// The tier that the CSM asserted.
    public let asserted: Tier
    /// The reason given; nil where the log has none.
    public let reason: String?
    /// Days from its first day to the due date.
    public let lead: Int
    /// The bucket of its lead.
    public let bucket: LeadBucket
    /// Position in `Portfolio.renewals` of the first line of its renewal.
    public let renewal: Int
    /// The due date of the renewal.
    public let due: Day
    /// The state of the renewal.
    public let state: EpisodeState
    /// Whether the renewal never closed. It counts as churned, but has no outcome.
    public let isLapsed: Bool
    /// Who was right; nil while the outcome is open.
    public let verdict: Verdict?
    /// Whether it is the first episode of its renewal in its direction. Later ones repeat the same
    /// outcome and do not count in the contrast.
    public let isCounted: Bool
    /// The annual revenue that was due, in the reporting currency; nil in a currency without a rate.
    public let arr: Double?
    /// The probability of churn that such a score implied, learnt from what was known that day; nil
    /// without a score or a history.
    public internal(set) var churnProbability: Double?

    /// Whether it is compared with what its score implied.
    var isCompared: Bool { isResolved && isCounted && churnProbability != nil }

    /// Whether its outcome is known and old enough to be judged.
    public var isResolved: Bool { state == .renewed || state == .churned }
}
