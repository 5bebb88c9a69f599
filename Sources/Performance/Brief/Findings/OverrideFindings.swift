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
            let value = worth.points.map { plain(abs($0.value)) } ?? "\(figures.matured)"
            let beside = worth.points.map { points in
                let ends = [points.interval.low, points.interval.high].map { abs($0) }.sorted()
                return "score points (\(ends.map(plain).joined(separator: " to ")))"
            }
            return finding(
                .overrideWorth, !isRight && worth.direction == .up ? .worse : .neutral,
                worth.contrastDifference == nil ? .usual : .strong,
                stake: stake(figures, share(of: figures)),
                title: title(worth),
                figure: Finding.Figure(value: value, beside: beside ?? "overrides with an outcome"),
                action: isRight
                    ? "Ask the owner of the health score to take these overrides into account."
                    : "Ask the owner of the health score to look at the episodes.",
                evidence: .audit)
        }
    }

    private var segmentFindings: [Finding] {
        review.audit.shownSegments.compactMap { segment in
            guard let difference = segment.figures.matched?.test.riskDifference,
                let isRight = segment.isRight
            else { return nil }
            let isUp = segment.figures.direction == .up
            let points = pointsText(abs(difference))
            let often = difference < 0 ? "less" : "more"
            return finding(
                .segment, !isRight && isUp ? .worse : .neutral,
                segment.status == .confirmed ? .strong : .weak,
                stake: stake(segment.figures, abs(difference)),
                title: "\(place(segment)), accounts overridden to a \(isUp ? "better" : "worse") "
                    + "tier churned \(points) points \(often) often than similar ones without an "
                    + "override"
                    + (segment.status == .confirmed
                        ? " (confirmed by new evidence)." : "; new evidence must confirm it."),
                figure: Finding.Figure(
                    value: "\(points) points",
                    beside: "\(difference < 0 ? "less" : "more") churn than similar accounts"),
                action: isRight
                    ? "Ask the owner of the health score to count these overrides."
                    : isUp
                        ? "Keep the score here, and ask what the CSMs saw."
                        : "Ask what was done for these accounts: the risk was small, or it helped.",
                evidence: .audit)
        }
    }

    /// Where a segment is, to begin a sentence with.
    private func place(_ segment: SegmentFinding) -> String {
        switch segment.dimension {
        case .reason: "For the reason “\(segment.value)”"
        case .leadBucket: "Logged \(segment.value) days before the due date"
        default: "In \(segment.dimension.title.lowercased()) \(segment.value)"
        }
    }

    /// What overrides of a direction are worth, for somebody who does not build the score.
    private func title(_ worth: OverrideWorth) -> String {
        let isUp = worth.direction == .up
        let tier = isUp ? "better" : "worse"
        let churned = (worth.shown == .rightWay) == isUp ? "less" : "more"
        let points = worth.points.map { points in
            let ends = [points.interval.low, points.interval.high].map { abs($0) }.sorted()
            return ", as if the score had been \(plain(abs(points.value))) points "
                + "\(points.value > 0 ? "higher" : "lower") "
                + "(likely \(ends.map(plain).joined(separator: " to ")))"
        }
        guard worth.shown == .rightWay else {
            return isUp
                ? "Overrides to a better tier did not come true: such accounts churned more often "
                    + "than their scores said."
                : "Accounts overridden to a worse tier churned less often than their scores said: "
                    + "the risk was small, or what was done helped."
        }
        return
            "CSMs were right to override to a \(tier) tier: such accounts churned \(churned) often "
            + "than their scores said\(points ?? "")."
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
            action: "Remind CSMs to confirm or withdraw overrides by the date they set.",
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

    private func pointsText(_ share: Double) -> String { plain(share * 100) }
}
