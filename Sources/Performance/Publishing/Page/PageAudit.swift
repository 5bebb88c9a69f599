import Calendar
import Formats
import Attribution
import Review
import Charting
import Domain
import OverrideAudit
import Scorecards
import Statistics

/// The override audit on a page, in words and without anybody's name.
struct PageAudit {
    /// The outcomes of one direction.
    struct Direction {
        let directionName: String
        let directionSentence: String
        let figures: [Figure]
    }

    /// A figure of a direction.
    struct Figure {
        let figureName: String
        let figureValue: String
        let isFigureKnown: Bool
        let figureNote: String?
    }

    /// A part of the portfolio that shows a difference.
    struct Finding {
        let part: String
        let seen: String
        let difference: String
        let differenceRange: String?
        let compared: String
        let shown: String
    }

    /// An episode with a known outcome.
    struct Recent {
        let began: String
        let accountName: String
        let seenAs: String
        let ahead: String
        let outcome: String
        let who: String
    }

    /// A step of the funnel.
    struct Step {
        let stepName: String
        let stepAll: String
        let stepUp: String
        let stepDown: String
        let stepNote: String?
    }

    /// What overrides are worth; empty on a page that begins with the brief of the model's owner, which
    /// says it.
    let story: [String]
    /// The address of the proposal to the model's owner, without its ending; nil where it cannot be
    /// downloaded.
    let handOff: String?
    let hasSteps: Bool
    let steps: [Step]
    let withdrawn: String?
    let directions: [Direction]
    let hasFindings: Bool
    let findings: [Finding]
    let sentences: [String]
    let otherParts: String
    let valueAdded: String
    let limits: [String]
    let hasRecent: Bool
    let recent: [Recent]
    let recentCaption: String
}

extension PageAudit {
    /// How many episodes the page lists: the latest ones.
    private static let recentCount = 20

    /// The words of a review's audit.
    init(_ review: MonthlyReview, handOff: String? = nil) {
        let audit = review.audit
        self.handOff = handOff
        story = handOff == nil ? audit.worthSentences.map(unbroken) : []
        steps = audit.overrides.isEmpty ? [] : audit.funnel.map { Step($0, audit) }
        hasSteps = !steps.isEmpty
        withdrawn = audit.withdrawnSentence
        directions = zip(audit.directions, audit.worth).map {
            Direction($0, $1, policy: review.policy)
        }
        findings = audit.shownSegments.map { Finding($0, policy: review.policy) }
        sentences = audit.sentencesOfParts.map(unbroken)
        hasFindings = !findings.isEmpty
        otherParts = audit.otherPartsWords(review.policy)
        valueAdded = audit.valueAdded.sentence
        limits = [
            "Whether an account overridden to a worse tier would have churned without what was then "
                + "done for it, or was never at risk.",
            "Why accounts differ: CSMs choose which scores they depart from, and similar accounts "
                + "are alike only in score, segment and days before the renewal.",
            "How good one person’s judgement is: a CSM has far too few of these.",
            "Anything about accounts whose renewal is still open, and about overrides logged too "
                + "late or too early to be judged by a renewal.",
        ]
        let resolved = audit.episodes.filter { $0.isResolved && $0.isCounted }
        recent = resolved.suffix(Self.recentCount).reversed().map { Recent($0, in: review) }
        hasRecent = !recent.isEmpty
        recentCaption =
            resolved.count > recent.count
            ? "The latest \(recent.count) of \(numberText(Double(resolved.count))) that count, by the day they began"
            : "All that count, by the day they began"
    }
}

extension OverrideAudit {
    /// Why some overrides cannot be judged, in words; nil where all can be.
    fileprivate var leftOutWords: String? {
        let out: [(OverrideEligibility, String)] = [
            (.affirm, "said what the score said"), (.tooLate, "came too late"),
            (.tooEarly, "came too early"), (.noRenewal, "had no renewal after them"),
            (.unknownTier, "had no known score"),
        ]
        let words = out.compactMap { kind, words in
            count(of: kind) > 0 ? "\(numberText(Double(count(of: kind)))) \(words)" : nil
        }
        return words.isEmpty ? nil : "not: \(list(words))"
    }

    /// How many parts of the portfolio show something, and why the others show nothing.
    fileprivate func otherPartsWords(_ policy: Policy) -> String {
        guard !segments.isEmpty else {
            return "No segment has an episode with an outcome yet."
        }
        let few = segments.count { $0.status == .insufficient }
        let none = segments.count { $0.status == .noDifference }
        let shown = segments.count - few - none
        let start =
            shown == 0
            ? "No segment shows a reliable difference between CSM judgement and the score, of the "
                + "\(numberText(Double(segments.count))) compared"
            : "\(numberText(Double(shown))) of the \(counted(segments.count, "segment")) compared "
                + "\(shown == 1 ? "shows" : "show") a difference between CSM judgement and the score"
        let rest = [
            few > 0
                ? "\(numberText(Double(few))) \(few == 1 ? "has" : "have") too little to tell"
                : nil,
            none > 0
                ? "\(numberText(Double(none))) \(none == 1 ? "shows" : "show") no difference as large as "
                    + "\(spelledOut(policy.detectableDifferencePoints)) points"
                : nil,
        ].compactMap { $0 }
        return start + (rest.isEmpty ? "." : "; \(list(rest)).")
            + " \(candidatesByLuck)"
    }
}

extension ValueAdded {
    /// Whether heeding overrides forecasts churn better than the score alone, with the interval, and what
    /// calls give at face value.
    package var sentence: String {
        guard let brier, let difference, let heeding = heedingDifference else {
            return "Whether overrides improve forecasts of churn: – (too few forecasts to compare, "
                + "\(numberText(Double(rows))))."
        }
        func error(_ value: Double) -> String { decimalText(value, decimals: 4) }
        func range(_ mean: ClusteredMean) -> String {
            let ends = [mean.low, mean.high].compactMap(\.self).map {
                decimalText($0, decimals: 4, signed: true)
            }
            return ends.count == 2 ? " (\(ends[0]) to \(ends[1]))" : ""
        }
        let landmarks = list(byLandmark.map { String($0.key) })
        let basis =
            "Over \(counted(rows, "forecast")) made \(landmarks) days before renewals, the mean squared "
            + "error is \(error(brier.score)) by the score alone"
        let faceValue =
            " and \(error(brier.csm)) by calls taken at face value, a gain of "
            + "\(decimalText(difference.mean, decimals: 4, signed: true))\(range(difference))."
        guard brier.heeded != brier.score else {
            return
                "Counting overrides for what they were worth changes no forecast yet: a rule counts only "
                + "from the day on which it was shown. \(basis)\(faceValue)"
        }
        let numbers =
            "\(basis), \(error(brier.heeded)) with overrides counted, a gain of "
            + "\(decimalText(heeding.mean, decimals: 4, signed: true))\(range(heeding)),"
        let shown =
            switch finding {
            case _ where isWeakened:
                "Whether counting overrides for what they were worth improves forecasts of churn cannot "
                    + "be told: outcomes are missing."
            case .heedingAdds:
                "Counting overrides for what they were worth until then improves forecasts of churn."
            case .scoreAlone:
                "Counting overrides for what they were worth until then has made forecasts of churn "
                    + "worse, which can be where scores as a whole have drifted."
            case .notShown, nil:
                "Counting overrides for what they were worth until then is not shown to improve "
                    + "forecasts of churn."
            }
        return "\(shown) \(numbers)\(faceValue)"
    }
}

extension PageAudit.Step {
    fileprivate init(_ step: FunnelStep, _ audit: OverrideAudit) {
        func text(_ count: Int?) -> String { count.map { numberText(Double($0)) } ?? "" }
        stepAll = text(step.all)
        stepUp = text(step.up)
        stepDown = text(step.down)
        switch step.kind {
        case .logged:
            stepName = "Overrides logged so far"
            stepNote = nil
        case .eligible:
            stepName = "that the next renewal can judge"
            stepNote = audit.leftOutWords
        case .episodes:
            stepName = "as episodes"
            stepNote = "overrides that follow each other closely are one judgement"
        case .matured:
            stepName = "with an outcome"
            let open = audit.episodes.count - step.all
            stepNote = open > 0 ? "\(numberText(Double(open))) still open" : nil
        case .counted:
            stepName = "that count"
            stepNote = "one for each renewal and direction"
        case .compared:
            stepName = "with a known score"
            stepNote = "compared with what their scores implied"
        }
    }
}

extension PageAudit.Direction {
    fileprivate init(_ figures: AuditFigures, _ worth: OverrideWorth, policy: Policy) {
        directionName = "Overridden \(figures.direction.title.lowercased())"
        directionSentence = unbroken(figures.sentence)
        let money = ValueFormat.money(currency: policy.reportingCurrency)
        func count(_ name: String, _ value: Int, _ note: String? = nil) -> PageAudit.Figure {
            PageAudit.Figure(
                figureName: name, figureValue: numberText(Double(value)), isFigureKnown: true,
                figureNote: note)
        }
        let differenceRange = figures.matched.flatMap { matched in
            figures.differenceRangeText.map { range in
                "likely \(range), p \(matched.test.p.map(probabilityText) ?? "–"), against "
                    + counted(matched.controls, "similar account")
            }
        }
        self.figures =
            [
                count("With an outcome", figures.matured),
                count("Renewed", figures.matured - figures.churned),
                count(
                    "Churned", figures.churned,
                    figures.lapsed > 0 ? "\(figures.lapsed) without a recorded outcome" : nil),
                PageAudit.Figure(
                    figureName: "Churn that their scores implied",
                    figureValue: figures.expectedText,
                    isFigureKnown: figures.implied != nil,
                    figureNote: figures.rangeNote ?? figures.expectedReason(policy)),
                PageAudit.Figure(
                    figureName: "Churn against similar accounts, in points",
                    figureValue: figures.differenceText,
                    isFigureKnown: figures.matched?.test.riskDifference != nil,
                    figureNote: differenceRange ?? figures.differenceReason(policy)),
                PageAudit.Figure(
                    figureName: "What such an override is worth", figureValue: worth.words,
                    isFigureKnown: worth.shown != nil, figureNote: nil),
                count("Still open", figures.open),
            ]
            + figures.arr.filter { $0.sum > 0 }.map { revenue in
                let words = revenue.verdict.words(figures.direction)
                return PageAudit.Figure(
                    figureName: "Annual revenue that \(words.replacingCSM)",
                    figureValue: money.text(revenue.sum), isFigureKnown: true, figureNote: nil)
            }
    }
}

extension String {
    /// The words of a verdict in the plural: `renewed, as the CSMs said`.
    fileprivate var replacingCSM: String {
        hasSuffix("as the CSM said") ? dropLast("as the CSM said".count) + "as the CSMs said" : self
    }
}

extension PageAudit.Finding {
    fileprivate init(_ segment: SegmentFinding, policy: Policy) {
        part = "\(segment.dimension.title): \(segment.value)"
        seen = segment.figures.direction.comparative
        difference = segment.figures.differenceText
        differenceRange = segment.figures.differenceRangeText.map { "likely \($0)" }
        guard let matched = segment.figures.matched else {
            preconditionFailure("a part that shows a difference has a contrast")
        }
        compared =
            "\(counted(matched.treated, "episode")), "
            + counted(matched.controls, "similar account")
        shown = segment.status.words(policy)
    }
}

extension PageAudit.Recent {
    fileprivate init(_ episode: Episode, in review: MonthlyReview) {
        let account = review.attributed.portfolio.accounts[episode.account]
        began = episode.indexDay.words
        accountName = account.name ?? account.id.text
        seenAs =
            "\(episode.direction.comparative) (\(episode.asserted.word), model "
            + "\(episode.modelTier.word))"
        ahead = counted(episode.lead, "day")
        outcome = episode.state.words
        who = episode.verdictWords
    }
}
