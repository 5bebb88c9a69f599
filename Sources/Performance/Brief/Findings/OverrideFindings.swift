import Attribution
import Domain
import Formats
import OverrideAudit
import Review
import Scorecards
import Statistics

extension BriefSubject {
    /// What the override audit shows about the whole company. A team's brief has none: its overrides
    /// are too few.
    var overrideFindings: [Finding] {
        guard isCompany else { return [] }
        return worthFindings + segmentFindings + [reevaluationFinding].compactMap(\.self)
    }

    private var worthFindings: [Finding] {
        review.audit.worth.compactMap { worth in
            guard worth.shown == .rightWay || worth.shown == .wrongWay, !worth.isShownWeakened,
                let figures = review.audit.directions.first(where: {
                    $0.direction == worth.direction
                })
            else { return nil }
            let isRight = worth.shown == .rightWay
            let value = worth.points.map { "\(whole($0.value)) pts" } ?? (isRight ? "yes" : "no")
            let range =
                worth.points.map { "\(whole($0.interval.low)) to \(whole($0.interval.high))" }
                ?? "\(counted(figures.matured, "episode"))"
            return finding(
                .overrideWorth, isRight ? .better : worth.direction == .up ? .worse : .neutral,
                worth.contrastDifference == nil ? .usual : .strong,
                stake: stake(figures, share(of: figures)),
                title: worth.sentence,
                figure: Finding.Figure(value: value, beside: "\(range), \(noun(worth.direction))"),
                action: isRight
                    ? "Ask the owner of the health score to take these overrides into account."
                    : "Ask the owner of the health score to look at the episodes.",
                evidence: .audit)
        }
    }

    private var segmentFindings: [Finding] {
        review.audit.shownSegments.compactMap { segment in
            guard let difference = segment.figures.matched?.test.riskDifference else { return nil }
            let isRight = (difference < 0) == (segment.figures.direction == .up)
            let isUp = segment.figures.direction == .up
            let points = pointsText(abs(difference))
            let often = difference < 0 ? "less" : "more"
            return finding(
                .segment, isRight ? .better : isUp ? .worse : .neutral,
                segment.status == .confirmed ? .strong : .weak,
                stake: stake(segment.figures, abs(difference)),
                title: "\(segment.dimension.title) \(segment.value): accounts overridden to a "
                    + "\(isUp ? "better" : "worse") tier churned \(points) points \(often) often "
                    + "than similar accounts without an override"
                    + (segment.status == .confirmed
                        ? ", confirmed by new evidence." : "; new evidence must confirm it."),
                figure: Finding.Figure(
                    value: pointsText(difference, isSigned: true) + " pts",
                    beside: "churn, against similar accounts"),
                action: isRight
                    ? "Propose to the owner of the health score that it counts these overrides."
                    : isUp
                        ? "Keep the score here, and ask what the CSMs saw."
                        : "Ask what was done for these accounts: the risk was small, or it helped.",
                evidence: .audit)
        }
    }

    private var reevaluationFinding: Finding? {
        guard let activity = review.overrideActivity().last else { return nil }
        let (due, missed) = (activity.reevaluations, activity.missedReevaluations)
        guard Double(due) >= policy.minimumCount, 2 * missed >= due else { return nil }
        let month = review.frame.month.fullName
        return finding(
            .reevaluation, .worse, .strong,
            stake: revenueNow(card) * policy.briefVoiceShare * Double(missed)
                / max(1, card.metrics.accounts.value ?? 1),
            title: "\(missed) of the \(due) overrides due for re-evaluation in \(month) were not "
                + "reviewed.",
            figure: Finding.Figure(value: "\(missed) of \(due)", beside: "not reviewed"),
            action: "Remind CSMs to confirm or withdraw overrides on the day they named.",
            evidence: .audit)
    }

    /// The revenue of the episodes with an outcome, times a share of them.
    private func stake(_ figures: AuditFigures, _ share: Double) -> Double {
        figures.arr.reduce(0) { $0 + $1.sum } * share
    }

    /// How far the episodes' churn lies from what their scores implied.
    private func share(of figures: AuditFigures) -> Double {
        guard let implied = figures.implied, implied.count > 0 else { return 0 }
        return abs(Double(figures.observed) - implied.expected) / Double(implied.count)
    }

    private func noun(_ direction: OverrideDirection) -> String {
        direction == .up ? "upward overrides" : "downward overrides"
    }

    private func whole(_ value: Double) -> String { ValueFormat.signed(decimals: 0).text(value) }

    private func pointsText(_ share: Double, isSigned: Bool = false) -> String {
        let format: ValueFormat = isSigned ? .signed(decimals: 0) : .number(decimals: 0)
        return format.text(share * 100)
    }
}
