import Attribution
import Domain
import Finance
import Formats
import Review
import Scorecards

extension BriefSubject {
    /// The month in one sentence.
    func headline(_ findings: [Finding]) -> String {
        let rate = card.metrics.logoRenewalRate
        guard let value = rate.estimate.value else {
            return "Too few contracts are settled to tell a renewal rate: "
                + "\(card.renewals.settled) of \(card.renewals.due) due in the past "
                + "\(monthsWords(review.frame.windowMonths))."
        }
        let missing = card.missingOutcomes
        guard missing == 0 else {
            return "Outcomes are missing for \(missing) of the "
                + "\(counted(card.renewals.due, "renewal")) due in the past "
                + "\(monthsWords(review.frame.windowMonths)), so the renewal rate cannot be judged yet. "
                + standing(findings)
        }
        let whose = if case .team(let name) = scope { "Team \(name)" } else { "We" }
        let share = RateMetric.logoRenewalRate.format.text(value)
        return "\(whose) renewed \(share) of contracts in the past "
            + "\(monthsWords(review.frame.windowMonths))\(againstTarget(rate)). \(standing(findings))"
    }

    private func againstTarget(_ rate: Rate) -> String {
        guard let target = rate.comparison.target, let verdict = rate.comparison.versusTarget else {
            return ""
        }
        let text = targetText(target, RateMetric.logoRenewalRate.format)
        switch verdict {
        case .above: return ", above the \(text) target"
        case .below: return ", below the \(text) target"
        case .cannotTell where (rate.estimate.value ?? 0) >= target - 0.0005:
            return ", on the target of \(text)"
        case .cannotTell: return ", against a target of \(text); the difference may be chance"
        case .met, .notMet: return ""
        }
    }

    /// What stands out, as a sentence.
    private func standing(_ findings: [Finding]) -> String {
        let below = findings.count { $0.kind == .portfolioBelow }
        let above = findings.count { $0.kind == .portfolioAbove }
        func portfolios(_ count: Int) -> String {
            "\(spelledOut(Double(count))) portfolio\(count == 1 ? " is" : "s are")"
        }
        let text =
            switch (below, above) {
            case (0, 0) where review.fair.csms?.isUndecided == true:
                "no portfolio can be compared until outcomes are recorded"
            case (0, 0) where (review.fair.csms?.books ?? 0) == 0:
                "there are too few renewals to compare portfolios"
            case (0, 0) where findings.isEmpty: "a quiet month: nothing stands out"
            case (0, 0): "no portfolio stands out"
            case (_, 0):
                portfolios(below) + " below \(below == 1 ? "its" : "their") expected range"
            case (0, _):
                portfolios(above) + " above \(above == 1 ? "its" : "their") expected range"
            default:
                portfolios(below) + " below the expected range, "
                    + spelledOut(Double(above)) + " above it"
            }
        return text.withCapitalInitial + "."
    }

    /// What fell due in the month alone; in a review of a quarter or a year, in all of it.
    var monthSentence: String {
        let frame = review.frame
        let days = frame.grain == .month ? frame.monthDays : frame.window
        let events = review.attributed.events.filter {
            days.contains($0.due) && isMine($0)
        }
        let month = frame.grain == .month ? frame.month.fullName : frame.name
        guard !events.isEmpty else { return "No contract fell due in \(month)." }
        let lost = events.filter { $0.state == .churned || $0.state == .lapsed }
        let open = events.count { $0.state == .pending || $0.state == .overdue }
        guard open < events.count else {
            return
                "\(counted(events.count, "contract")) fell due in \(month). No outcome is recorded yet."
                + (revenueSentence.map { " " + $0 } ?? "")
        }
        let revenue = lost.reduce(0) { $0 + ($1.revenue?.before ?? 0) }
        var parts = ["\(events.count { $0.state == .renewed }) renewed"]
        if !lost.isEmpty {
            parts.append("\(lost.count) churned" + (revenue > 0 ? " (\(money(revenue)))" : ""))
        }
        if open > 0 { parts.append("\(open) still open") }
        return "\(counted(events.count, "contract")) fell due in \(month): \(list(parts))."
            + (revenueSentence.map { " " + $0 } ?? "")
    }

    /// How the company's revenue moved over the window; nil of a team, between which accounts move, and where it
    /// is not known.
    private var revenueSentence: String? {
        let walk = review.walk.company.window
        guard isCompany, card.missingOutcomes == 0, walk.opening > 0 else { return nil }
        let growth = walk.closing / walk.opening - 1
        let share = ValueFormat.percent(decimals: 1).text(abs(growth))
        let moved =
            abs(growth) < 0.0005
            ? "as much as" : "\(share) \(growth > 0 ? "more" : "less") than"
        return "Annual recurring revenue is \(money(walk.closing)), \(moved) "
            + "\(monthsWords(review.frame.windowMonths)) ago."
    }

    /// How many findings there are beyond those shown; nil without any.
    func remark(on all: [Finding], beyond shown: [Finding]) -> String? {
        func words(_ kind: Finding.Kind, _ place: String) -> String? {
            let count = all.count { $0.kind == kind } - shown.count { $0.kind == kind }
            return count > 0 ? "\(counted(count, "more portfolio")) \(place)" : nil
        }
        let portfolios = [
            words(.portfolioBelow, "below the expected range"),
            words(.portfolioAbove, "above it"),
        ].compactMap(\.self)
        func isOther(_ finding: Finding) -> Bool {
            finding.kind != .portfolioBelow && finding.kind != .portfolioAbove
        }
        let others = all.count(where: isOther) - shown.count(where: isOther)
        let rest = others > 0 ? [counted(others, "smaller finding")] : []
        let parts = portfolios + rest
        return parts.isEmpty ? nil : "Not shown here: \(list(parts))."
    }
}
