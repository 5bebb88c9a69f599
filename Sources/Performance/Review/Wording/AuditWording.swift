import Calendar
import Formats
package import Domain
package import OverrideAudit
import Statistics

// How the override audit is put into words, for pages and terminals alike. A CSM who saw an account
// worse that then renewed is never said to be wrong, and no account to be kept by it: nobody can
// tell.

extension OverrideDirection {
    /// What the CSMs did, as a heading.
    package var title: String { self == .up ? "Seen better" : "Seen worse" }

    /// `better` or `worse`, than the score.
    package var comparative: String { self == .up ? "better" : "worse" }
}

extension EpisodeState {
    /// Where the renewal stands.
    package var words: String {
        switch self {
        case .pending: "still open"
        case .overdue: "overdue, not closed"
        case .renewed: "renewed"
        case .churned: "left"
        }
    }
}

extension Verdict {
    /// Who was right, in that direction.
    package func words(_ direction: OverrideDirection) -> String {
        switch self {
        case .csmRight: direction == .up ? "renewed, as the CSM said" : "left, as the CSM said"
        case .scoreRight: "left, as the score said"
        case .renewedWithAction: "renewed, with a session held meanwhile"
        case .renewedWithoutAction: "renewed, without a session meanwhile"
        }
    }
}

extension Episode {
    /// Who was right, or why nobody can tell yet.
    package var verdictWords: String {
        if let verdict { return verdict.words(direction) }
        return state == .overdue
            ? "can’t tell yet: due and not closed" : "can’t tell yet: not due for long enough"
    }

    /// What the score implied, or why nobody knows.
    package var impliedWords: String {
        if let churnProbability {
            let share = ValueFormat.percent(decimals: 0).text(churnProbability)
            return "of accounts with such a score, \(share) left"
        }
        return modelScore == nil
            ? "– (the score of that day is not known)"
            : "– (no earlier renewals to learn from)"
    }
}

extension OverrideEligibility {
    /// Why the audit judges it, or leaves it out.
    package var words: String {
        switch self {
        case .unknownTier: "nobody knows what the score said that day"
        case .affirm: "it says what the score says"
        case .noRenewal: "the account has no renewal from that day on"
        case .tooLate: "logged too shortly before the due date, or when the outcome was known"
        case .tooEarly: "logged too long before the due date"
        case .eligible: "its renewal can judge it"
        }
    }
}

extension AuditFigures {
    /// What the figures show, or why they show nothing.
    package func verdictWords(_ policy: Policy) -> String {
        switch (verdict, reason) {
        case (.judgementBeatsScore, _): "judgement beats the score"
        case (.scoreBeatsJudgement, _): "the score beats judgement"
        case (.riskOrActionUnclear, _): "left less often: small risk or what was done, unclear"
        case (.noDifferenceShown, _): "no difference shown"
        case (nil, .tooFewForVerdict): "can’t tell yet: too few for a verdict"
        case (nil, _): "can’t tell yet: fewer than \(numberText(policy.minimumCount))"
        }
    }

    /// How many would have left by the scores; `–` where nothing implies it.
    package var expectedText: String {
        implied.map { ValueFormat.number(decimals: 0).text($0.expected) } ?? "–"
    }

    /// What luck makes of that, and of how many where not of all; nil where nothing implies it.
    package var rangeText: String? {
        implied.map { implied in
            let range = "\(implied.range.lowerBound) to \(implied.range.upperBound)"
            return implied.count == matured
                ? range : "\(range); \(observed) left of the \(implied.count) compared"
        }
    }

    /// Why nothing is expected; nil where something is.
    package func expectedReason(_ policy: Policy) -> String? {
        guard implied == nil else { return nil }
        return reason == .tooFew
            ? "too few: \(matured), and it takes \(numberText(policy.minimumCount))"
            : "what their scores implied is not known"
    }

    /// Points by which they left more often than similar accounts; `–` without any.
    package var differenceText: String {
        matched?.test.riskDifference.map(pointsText) ?? "–"
    }

    /// The interval of that difference; nil without one, or where outcomes all alike leave none.
    package var differenceRangeText: String? {
        guard let low = matched?.test.riskDifferenceLow,
            let high = matched?.test.riskDifferenceHigh,
            low < high
        else { return nil }
        return "\(pointsText(low)) to \(pointsText(high))"
    }

    /// Why there is no difference; nil where there is one.
    package func differenceReason(_ policy: Policy) -> String? {
        guard matched?.test.riskDifference == nil else { return nil }
        return reason == .tooFew
            ? "too few: \(matured), and it takes \(numberText(policy.minimumCount))"
            : "no similar account without an override"
    }
}

extension OverrideAudit {
    /// How many parts of the book are put into sentences.
    private static let spokenParts = 6

    /// The parts of the book where something shows, confirmed ones first.
    package var shownSegments: [SegmentFinding] {
        segments.filter { $0.status == .confirmed } + segments.filter { $0.status == .candidate }
    }

    /// What came of the first of those parts, a sentence each.
    package var sentencesOfParts: [String] {
        shownSegments.prefix(Self.spokenParts).map(\.sentence)
    }
}

extension SegmentFinding.Status {
    /// How well a difference is supported.
    package func words(_ policy: Policy) -> String {
        switch self {
        case .candidate: "to be confirmed"
        case .confirmed: "confirmed"
        case .insufficient: "too little to tell"
        case .noDifference: "no \(differenceWords(policy))"
        }
    }
}

extension Dimension {
    /// Its name for people.
    package var title: String {
        switch self {
        case .segment: "Segment"
        case .arrTier: "Revenue class"
        case .product: "Product"
        case .industry: "Industry"
        case .region: "Region"
        case .reason: "Reason"
        case .leadBucket: "Days before due"
        }
    }
}

/// `difference of ten points`: the one that segments with enough episodes would show.
package func differenceWords(_ policy: Policy) -> String {
    "difference of \(spelledOut(policy.detectableDifferencePoints)) points"
}

/// A p-value to three decimals: `0.013`, `below 0.001`.
package func probabilityText(_ p: Double) -> String {
    p < 0.001 ? "below 0.001" : ValueFormat.number(decimals: 3).text(p)
}

/// A difference of shares in whole points with its sign: `+12`, `−3`.
package func pointsText(_ difference: Double) -> String {
    ValueFormat.points(decimals: 0).plain(difference)
}
