import Calendar
import Formats
package import Domain
package import OverrideAudit
import Statistics

// The words for the override audit, on pages and in the terminal. If a CSM saw an account worse and
// it renewed, the words never say that the CSM was wrong, nor that the warning kept the account:
// nobody can tell.

extension OverrideAudit {
    /// How many overrides were withdrawn from the log when the outcome was known; nil without one.
    package var withdrawnSentence: String? {
        switch withdrawnAfterOutcome {
        case 0: nil
        case 1:
            "1 override was taken out of the log after its renewal was settled and counts nowhere "
                + "here; there may be a good reason, so ask for it."
        default:
            "\(counted(withdrawnAfterOutcome, "override")) were taken out of the log after their "
                + "renewals were settled and count nowhere here; there may be good reasons, so ask "
                + "for them."
        }
    }
}

extension OverrideDirection {
    /// The direction as a heading.
    package var title: String { self == .up ? "To a better tier" : "To a worse tier" }

    /// `better` or `worse`.
    package var comparative: String { self == .up ? "better" : "worse" }
}

extension EpisodeState {
    /// The state in words.
    package var words: String {
        switch self {
        case .pending: "still open"
        case .overdue: "overdue, not closed"
        case .renewed: "renewed"
        case .churned: "churned"
        }
    }
}

extension Verdict {
    /// The verdict in words.
    package func words(_ direction: OverrideDirection) -> String {
        switch self {
        case .csmRight: direction == .up ? "renewed, as the CSM said" : "churned, as the CSM said"
        case .scoreRight: "churned, as the score said"
        case .renewedWithAction: "renewed, with a session held meanwhile"
        case .renewedWithoutAction: "renewed, without a session meanwhile"
        }
    }
}

extension Episode {
    /// The verdict in words, or why there is none yet.
    package var verdictWords: String {
        if isLapsed { return "no recorded outcome, counted as churned" }
        if let verdict { return verdict.words(direction) }
        return state == .overdue
            ? "can’t tell yet: due and not closed" : "can’t tell yet: not due for long enough"
    }

    /// What the score implied, or why that is not known.
    package var impliedWords: String {
        if let churnProbability {
            let share = ValueFormat.percent(decimals: 0).text(churnProbability)
            return "of accounts with such a score, \(share) churned"
        }
        return modelScore == nil
            ? "– (the score of that day is not known)"
            : "– (no earlier renewals to learn from)"
    }
}

extension OverrideEligibility {
    /// Why the audit judges an override or leaves it out.
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
    /// The expected number of churns; `–` where it is not known.
    package var expectedText: String {
        implied.map { ValueFormat.number(decimals: 0).text($0.expected) } ?? "–"
    }

    /// The range that luck gives if the scores are right; nil where nothing is expected.
    package var rangeText: String? {
        implied.map { "\($0.range.lowerBound) to \($0.range.upperBound)" }
    }

    /// The range, with the number of episodes compared where it is not all of them.
    package var rangeNote: String? {
        guard let implied, let rangeText else { return nil }
        let range = "\(rangeText) if the scores were right"
        return implied.count == matured
            ? range : "\(range); \(observed) churned of the \(implied.count) compared"
    }

    /// Why there is no expected number; nil with one.
    package func expectedReason(_ policy: Policy) -> String? {
        guard implied == nil else { return nil }
        return reason == .tooFew
            ? "too few: \(matured), and it takes \(numberText(policy.minimumCount))"
            : "what their scores implied is not known"
    }

    /// The difference to similar accounts in points; `–` without one.
    package var differenceText: String {
        matched?.test.riskDifference.map(pointsText) ?? "–"
    }

    /// The interval of the difference; nil without one, and where it has no width because all
    /// outcomes are alike.
    package var differenceRangeText: String? {
        guard let low = matched?.test.interval?.low,
            let high = matched?.test.interval?.high,
            low < high
        else { return nil }
        // An end that is not 0 must not read as 0.
        let isNearZero = [low, high].contains { abs($0) < 0.005 && abs($0) >= 0.0005 }
        let format = ValueFormat.points(decimals: isNearZero ? 1 : 0)
        return "\(format.plain(low)) to \(format.plain(high))"
    }

    /// Why there is no difference; nil with one.
    package func differenceReason(_ policy: Policy) -> String? {
        guard matched?.test.riskDifference == nil else { return nil }
        return reason == .tooFew
            ? "too few: \(matured), and it takes \(numberText(policy.minimumCount))"
            : "no similar account without an override"
    }
}

extension OverrideAudit {
    /// How many parts of the portfolio are put into sentences.
    private static let spokenParts = 6

    /// The parts of the portfolio that show a difference, confirmed ones first.
    package var shownSegments: [SegmentFinding] {
        segments.filter { $0.status == .confirmed } + segments.filter { $0.status == .candidate }
    }

    /// What overrides of each direction are worth, or that there are none.
    package var worthSentences: [String] {
        overrides.isEmpty
            ? ["No override was logged by then, so there is nothing to audit."]
            : worth.map(\.sentence)
    }

    /// A sentence for each of the first of those parts.
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
    /// The name for people.
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

/// How often a review has a candidate where there is nothing to find.
///
/// Source: `Documentation/methods.md`, 19.
package let candidatesByLuck = "About one review in 25 has a segment to be confirmed by luck alone."

/// A difference of shares in whole points with its sign: `+12`, `−3`.
package func pointsText(_ difference: Double) -> String {
    ValueFormat.points(decimals: 0).plain(difference)
}
