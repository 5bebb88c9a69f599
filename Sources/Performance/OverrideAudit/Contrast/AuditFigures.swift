import Domain
import Statistics

/// The outcomes of the episodes of one direction, of one CSM or of all.
///
/// Source: `Documentation/methods.md`, 12.
public struct AuditFigures: Sendable, Codable {
    /// The direction.
    public let direction: OverrideDirection
    /// Episodes whose outcome is known and old enough.
    public let matured: Int
    /// Those of them that churned.
    public let churned: Int
    /// Those of the churned whose renewal never closed: nobody recorded an outcome.
    public let lapsed: Int
    /// Episodes whose outcome is still open: pending and overdue.
    public let open: Int
    /// Counted episodes that churned, among those for which the score implied a probability.
    public let observed: Int
    /// The churns that the scores implied; nil with too few.
    public let implied: Implied?
    /// Counted episodes for which the score implied nothing.
    public let unscored: Int
    /// Overrides of either direction whose model tier is unknown: some may belong here. Only for the
    /// figures of all CSMs and of single ones.
    public internal(set) var unknownTiers = 0
    /// The contrast with similar accounts without an override; nil with too few.
    public let matched: MatchedContrast?
    /// Revenue by verdict, in the reporting currency, in the order of `Verdict.all`.
    public let arr: [VerdictRevenue]
    /// The verdict; nil with too few, and for a part of the portfolio that is no candidate.
    public internal(set) var verdict: Finding?
    /// Why there is no verdict, or why it is weaker.
    public internal(set) var reason: Shortage?

    /// The revenue of the episodes with a verdict.
    public struct VerdictRevenue: Sendable, Codable {
        /// The verdict.
        public let verdict: Verdict
        /// Annual recurring revenue in the reporting currency.
        public let sum: Double
    }

    /// What scores implied, against the outcomes.
    public struct Implied: Sendable, Codable {
        /// Counted episodes with a score.
        public let count: Int
        /// How many would churn by the scores, Σ p.
        public let expected: Double
        /// The range of churns that luck gives, 95 % of the time by default, with allowance for how
        /// sure the fit is.
        public let range: ClosedRange<Int>
        /// The probability that luck is as far off, two-sided, in `0...1`.
        public let p: Double
    }

    /// A verdict.
    public enum Finding: String, Sendable, CaseIterable, Codable {
        /// The outcomes were as the CSMs said, beyond chance.
        case judgementBeatsScore = "judgement_beats_score"
        /// Accounts seen better churned more often than similar ones.
        case scoreBeatsJudgement = "score_beats_judgement"
        /// Accounts seen worse churned less often: the risk was small, or what was done helped.
        case riskOrActionUnclear = "risk_or_action_unclear"
        /// No difference is shown.
        case noDifferenceShown = "no_difference_shown"
        /// The verdict depends on outcomes that may be missing.
        case cannotTell = "cannot_tell"
    }

    /// Why something cannot be told yet.
    public enum Shortage: String, Sendable, CaseIterable, Codable {
        /// Fewer than `Policy.minimumCount`.
        case tooFew = "too_few"
        /// Too few for a verdict.
        case tooFewForVerdict = "too_few_for_verdict"
        /// There are no past renewals from which to learn what scores imply.
        case noHistory = "no_history"
        /// The verdict is weaker because outcomes may be missing.
        case outcomesMissing = "outcomes_missing"
    }

    /// The figures of some episodes.
    ///
    /// - Parameters:
    ///   - direction: that of the episodes which count; others are left out.
    ///   - summaries: the episodes.
    ///   - contrast: compares the treated ones with their controls; nil with too few episodes.
    ///   - luck: the resamples for the compared episodes.
    ///   - policy: the levels.
    init(
        _ direction: OverrideDirection, _ summaries: some Sequence<EpisodeSummary>,
        contrast: MatchedContrast?, luck: LuckResamples, policy: Policy
    ) {
        let mine = summaries.filter { $0.direction == direction }
        let resolved = mine.filter(\.isResolved)
        let counted = resolved.filter(\.isCounted)
        let scored = counted.filter { $0.churnProbability != nil }
        self.direction = direction
        matured = resolved.count
        churned = resolved.count(where: \.churned)
        lapsed = resolved.count { $0.churned && $0.isLapsed }
        open = mine.count - resolved.count
        observed = scored.count(where: \.churned)
        unscored = counted.count - scored.count
        arr = Verdict.all(direction).map { verdict in
            VerdictRevenue(
                verdict: verdict,
                sum: resolved.filter { $0.verdict == verdict }.compactMap(\.arr).reduce(0, +))
        }
        guard Double(matured) >= policy.minimumCount, let contrast else {
            (implied, matched, verdict, reason) = (nil, nil, nil, .tooFew)
            return
        }
        implied = Implied(scored, luck, level: policy.chanceRangeLevel)
        matched = contrast
        let rarer = min(churned, matured - churned)
        if Double(matured) < policy.verdictCount || Double(rarer) < policy.verdictOutcomes {
            (verdict, reason) = (nil, .tooFewForVerdict)
        } else if contrast.test.p == nil {
            (verdict, reason) = (nil, scored.isEmpty ? .noHistory : .tooFewForVerdict)
        } else {
            (verdict, reason) = (Finding(direction, contrast, policy: policy), nil)
        }
    }
}

extension AuditFigures.Implied {
    init?(_ scored: [EpisodeSummary], _ luck: LuckResamples, level: Double) {
        let observed = scored.count(where: \.churned)
        guard
            let lucky = luck.range(
                of: scored.compactMap(\.luckIndex), observed: observed, level: level)
        else { return nil }
        count = scored.count
        expected = scored.reduce(0) { $0 + ($1.churnProbability ?? 0) }
        (range, p) = lucky
    }
}

extension AuditFigures.Finding {
    fileprivate init(_ direction: OverrideDirection, _ contrast: MatchedContrast, policy: Policy) {
        guard let p = contrast.test.p, p < policy.significance,
            let difference = contrast.test.riskDifference, difference != 0
        else {
            self = .noDifferenceShown
            return
        }
        switch (direction, difference < 0) {
        case (.up, true), (.down, false): self = .judgementBeatsScore
        case (.up, false): self = .scoreBeatsJudgement
        case (.down, true): self = .riskOrActionUnclear
        }
    }
}
