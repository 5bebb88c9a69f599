import Attribution
import Domain
import Formats
import Review
import Scorecards

extension BriefSubject {
    /// Missing outcomes, and what else makes figures wrong or leaves them out.
    var dataFindings: [Finding] {
        let missing = card.missingOutcomes
        let lapsed = missing > 0 ? [outcomesMissing(missing)] : []
        guard isCompany else { return lapsed }
        let others = review.issues.filter { issue in
            // Missing outcomes have their own words, and so has the export that stopped.
            issue.severity == .high && issue.kind != "outcomes_missing"
                && !(missing > 0 && issue.kind == "stale_feed")
        }
        guard let first = others.first else { return lapsed }
        let problem = finding(
            .data, .worse, .strong, stake: revenueNow(card) * policy.briefVoiceShare,
            title: others.count == 1
                ? "A problem with the data makes some figures wrong or missing"
                    + (isNameless ? "." : ": \(first.example).")
                : "\(counted(others.count, "problem")) with the data make some figures wrong or "
                    + "missing.",
            figure: Finding.Figure(
                value: String(others.count), beside: others.count == 1 ? "problem" : "problems"),
            action: isNameless
                ? "It is being looked into."
                : (others.count == 1 ? "" : "First: ") + first.whatToDo, evidence: .data)
        return lapsed + [problem]
    }

    private func outcomesMissing(_ missing: Int) -> Finding {
        let due = card.renewals.due
        return finding(
            .outcomesMissing, .worse, .strong,
            // Whatever else there is rests on these outcomes.
            stake: max(revenueNow(card), revenueUp(card)),
            title: "\(counted(missing, "renewal")) due in the past "
                + "\(monthsWords(review.frame.windowMonths)) \(missing == 1 ? "has" : "have") no recorded "
                + "outcome and \(missing == 1 ? "counts" : "count") as churned.",
            figure: Finding.Figure(
                value: "\(missing) of \(due)", beside: "renewals without an outcome"),
            action:
                "Bring the renewals export up to date. Until then, Parallax says only what "
                + "the missing outcomes could not change.",
            evidence: .data)
    }
}
