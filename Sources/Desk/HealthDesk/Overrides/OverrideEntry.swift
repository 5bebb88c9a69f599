public import Calendar
public import Domain
public import Scoring

/// What a CSM enters to override a score: a tier, a reason with a note, and a review date.
public struct OverrideEntry: Sendable {
    /// The tier that the CSM asserts.
    public var tier: Tier
    /// The reason, as a word of the company's own list, where given.
    public var reason: String?
    /// The reason in the CSM's own words.
    public var note: String
    /// The day of the review; nil for the default.
    public var review: Day?

    /// An entry with these properties.
    public init(tier: Tier, reason: String? = nil, note: String, review: Day? = nil) {
        self.tier = tier
        self.reason = reason
        self.note = note
        self.review = review
    }

    /// The override to log. The score stays as it is: the override only keeps what it was.
    ///
    /// - Parameters:
    ///   - id: a new identifier.
    ///   - account: position of the account.
    ///   - csm: position of the CSM.
    ///   - score: the score on the day.
    ///   - policy: the constants.
    /// - Returns: the override, logged on the day of the score.
    /// - Throws: `HealthDeskError` for an empty note or an impossible review date.
    public func override(
        id: String, account: Int, csm: Int, score: AccountScore, policy: DeskPolicy
    ) throws(HealthDeskError) -> Override {
        let day = score.day
        guard note.contains(where: { !$0.isWhitespace }) else { throw .emptyNote }
        let review = review ?? day + Int(policy.overrideDefaultDays)
        let last = day + Int(policy.overrideMaximumDays)
        guard review > day, review <= last else {
            throw .reviewOutOfRange(review, first: day + 1, last: last)
        }
        return Override(
            id: id, account: account, csm: csm, logged: day, asserted: tier,
            modelTier: score.tier, modelScore: score.score, reason: reason, note: note,
            reevaluate: review)
    }
}

extension Override {
    /// The same override, withdrawn on a day.
    public func withdrawn(on day: Day) -> Override {
        var row = self
        row.withdrawn = day
        return row
    }
}
