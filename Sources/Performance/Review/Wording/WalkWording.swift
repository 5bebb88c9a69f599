import Attribution
import Calendar
package import Finance
import Formats
package import Domain
import Scorecards

extension ChurnReasons {
    /// The reasons with their classes, for a list of constants.
    package var words: String {
        entries.isEmpty
            ? "none"
            : entries.map { "\($0.key): \($0.class.rawValue)" }.joined(separator: "; ")
    }
}

extension MonthlyReview {
    /// How ARR moved over the window, for a title.
    package var walkHeadline: String {
        let step = walk.company.window
        guard step.opening > 0 || step.closing > 0 else { return "No ARR to follow yet" }
        let money = ValueFormat.money(currency: policy.reportingCurrency)
        let (from, to) = (money.plain(step.opening), money.plain(step.closing))
        let moved =
            from == to
            ? "ARR stayed at \(money.text(step.closing))"
            : "ARR \(step.closing > step.opening ? "grew" : "fell") from "
                + "\(money.text(step.opening)) to \(to)"
        let lost = step.churn + step.contraction
        let loss = lost > 0 ? "\(money.plain(lost)) lost" : "nothing lost"
        return "\(moved) in \(monthsWords(frame.windowMonths)); \(loss)"
    }

    /// Why the steps do not give gross retention.
    package var walkCaution: String {
        "Monthly steps are gross: an account that shrinks and grows again is in both. They do not give "
            + "gross retention, which compares the ends of the window."
    }

    /// How much of the opening ARR could leave, beside how much was kept; nil without opening ARR.
    package var upForRenewalSentence: String? {
        guard let share = walk.company.upForRenewal else { return nil }
        let percent = ValueFormat.percent(decimals: 0)
        let kept = scoreboard.company.metrics.grossRevenueRetention.estimate.value
        return "Contracts for \(percent.text(share)) of the opening ARR were up for renewal. The "
            + "rest runs on and could not leave."
            + (kept.map { " Gross revenue retention of all of it is \(percent.text($0))." } ?? "")
    }

    /// What the walk leaves out; nil where it has everything.
    package var unratedSentence: String? {
        guard walk.unrated > 0 else { return nil }
        let have = walk.unrated == 1 ? "has" : "have"
        return "\(counted(walk.unrated, "account")) \(have) an amount in a currency without a rate "
            + "and is left out."
    }

    /// The steps of a walk with their names for people, without those that are not shown.
    package func namedSteps(of step: WalkStep) -> [(name: String, change: Double)] {
        [
            ("New", step.new), ("Returned", step.returned), ("Expansion", step.expansion),
            ("Contraction", -step.contraction), ("Churn", -step.churn),
        ] + (policy.showsCurrencyInWalk ? [("Currency", step.currency)] : [])
    }

    /// How many losses have a reason, and what most of them are.
    package var churnReasonSentence: String {
        let losses = churnReasons.window.losses
        guard losses.events > 0 else { return "No contract was lost." }
        var sentence =
            "\(losses.withReason) of \(counted(losses.events, "lost contract")) "
            + "\(losses.withReason == 1 ? "has" : "have") a reason."
        let controllable = losses.classes.first { $0.class == .controllable }
        if let controllable, let share = losses.share(of: controllable), controllable.events > 0 {
            let percent = ValueFormat.percent(decimals: 0).text(share)
            sentence += " \(percent) were lost for reasons that are counted as controllable."
        }
        return sentence + " Rates count them all, whatever the reason."
    }
}
