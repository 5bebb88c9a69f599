import Attribution
import Domain
import Review
import Scorecards

extension BriefSubject {
    /// Missing outcomes, and what else makes figures wrong or leaves them out.
    var dataFindings: [Finding] {
        let missing = card.missingOutcomes
        let lapsed = missing > 0 ? [outcomesMissing(missing)] : []
        guard isCompany else { return lapsed }
        let others = review.issues.filter { issue in
            // Missing outcomes have their own words.
            issue.severity == .high && issue.kind != "outcomes_missing"
        }
        guard let first = others.first else { return lapsed }
        let problem = finding(
            .data, .worse, .strong, stake: revenueNow(card) * policy.briefVoiceShare,
            title: others.count == 1
                ? "One problem with the data makes figures wrong or leaves them out."
                : "\(counted(others.count, "problem")) with the data make figures wrong or leave "
                    + "them out.",
            figure: Finding.Figure(
                value: String(others.count), beside: others.count == 1 ? "problem" : "problems"),
            action: isBoard
                ? "They are being looked into." : "First: \(first.whatToDo)", evidence: .data)
        return lapsed + [problem]
    }

    private func outcomesMissing(_ missing: Int) -> Finding {
        let due = card.renewals.due
        return finding(
            .outcomesMissing, .worse, .strong,
            // Whatever else there is rests on these outcomes.
            stake: max(revenueNow(card), revenueUp(card)),
            title: "\(counted(missing, "renewal")) due in the past "
                + "\(monthsWords(policy.windowMonths)) \(missing == 1 ? "has" : "have") no recorded "
                + "outcome and \(missing == 1 ? "counts" : "count") as churned.",
            figure: Finding.Figure(
                value: "\(missing) of \(due)", beside: "renewals without an outcome"),
            action: "Bring the renewals export up to date. Until then, verdicts stand only where "
                + "they would be the same without these renewals.",
            evidence: .data)
    }
}
