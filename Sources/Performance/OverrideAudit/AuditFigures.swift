import Domain
import Statistics

/// What came of the overrides of one direction, by one CSM or by all.
///
/// Source: `Documentation/methods.md`, 12.
public struct AuditFigures: Sendable {
    /// The direction.
    public let direction: OverrideDirection
    /// Episodes whose outcome is known and old enough.
    public let matured: Int
    /// Of them those that left.
    public let churned: Int
    /// Episodes whose outcome is still open: pending and overdue.
    public let open: Int
    /// Counted ones about which the score implied something, that left.
    public let observed: Int
    /// What the scores implied about those; nil with too few.
    public let implied: Implied?
    /// Counted ones about which the score implied nothing.
    public let unscored: Int
    /// Against similar accounts without an override; nil with too few.
    public let matched: MatchedContrast?
    /// Revenue by verdict, in the reporting currency, in the order of `Verdict.all`.
    public let arr: [(verdict: Verdict, sum: Double)]
    /// What the figures show; nil with too few.
    public let verdict: Finding?
    /// Why there is no verdict.
    public let reason: Shortage?

    /// What scores implied against what came.
    public struct Implied: Sendable {
        /// Counted episodes with a score.
        public let count: Int
        /// How many would leave by the scores.
        public let expected: Double
        /// 95 % of what luck makes of it.
        public let range: ClosedRange<Int>
        /// How often luck alone is as far off.
        public let chance: Double
    }

    /// What figures show.
    public enum Finding: String, Sendable, CaseIterable {
        /// Accounts fared as the CSMs said, beyond chance.
        case judgementBeatsScore = "judgement_beats_score"
        /// Accounts seen better left more often than similar ones.
        case scoreBeatsJudgement = "score_beats_judgement"
        /// Accounts seen worse left less often: the risk was small, or what was done helped.
        case riskOrActionUnclear = "risk_or_action_unclear"
        /// A difference is not shown.
        case noDifferenceShown = "no_difference_shown"
    }

    /// Why something cannot be told yet.
    public enum Shortage: String, Sendable, CaseIterable {
        /// Fewer than ten.
        case tooFew = "too_few"
        /// Too few for a verdict.
        case tooFewForVerdict = "too_few_for_verdict"
        /// No past renewals tell what the scores implied.
        case noHistory = "no_history"
    }

    init(
        _ direction: OverrideDirection, _ judgements: some Sequence<Judgement>,
        controls: StratumCounts, policy: Policy
    ) {
        let mine = judgements.filter { $0.direction == direction }
        let resolved = mine.filter(\.isResolved)
        let counted = resolved.filter(\.isCounted)
        let scored = counted.filter { $0.churnProbability != nil }
        self.direction = direction
        matured = resolved.count
        churned = resolved.count(where: \.churned)
        open = mine.count - resolved.count
        observed = scored.count(where: \.churned)
        unscored = counted.count - scored.count
        arr = Verdict.all(direction).map { verdict in
            (verdict, resolved.reduce(0) { $0 + ($1.verdict == verdict ? $1.arr ?? 0 : 0) })
        }
        guard Double(matured) >= policy.minimumCount else {
            (implied, matched, verdict, reason) = (nil, nil, nil, .tooFew)
            return
        }
        implied = Implied(scored, observed: observed)
        let contrast = MatchedContrast(counted.strata, controls)
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
    fileprivate init?(_ scored: [Judgement], observed: Int) {
        guard !scored.isEmpty else { return nil }
        let chances = PoissonBinomial(scored.map { $0.churnProbability ?? 0 })
        count = scored.count
        expected = chances.mean
        range = chances.range95
        chance = chances.twoSidedP(observed)
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
