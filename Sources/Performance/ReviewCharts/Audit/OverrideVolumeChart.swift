import Attribution
import Calendar
import Review
import Charting
import Domain
import OverrideAudit
import Scorecards

extension MonthlyReview {
    /// How many overrides were logged, how many accounts are under one, and how many re-evaluations
    /// were missed.
    func overrideVolumeChart() -> DescribedChart {
        let activity = overrideActivity()
        let logged = audit.overrides.count
        let last = activity.last ?? OverrideActivity()
        let title =
            logged == 0
            ? "No overrides logged yet"
            : "\(last.logged) overrides logged in \(frame.month.name)"
                + (last.reevaluations == 0
                    ? ""
                    : "; \(last.missedReevaluations) of \(last.reevaluations) due for review not looked "
                        + "at again")
        let window = activity.suffix(Int(policy.windowMonths))
        let reevaluations = window.reduce(0) { $0 + $1.reevaluations }
        let missed = window.reduce(0) { $0 + $1.missedReevaluations }
        let chart = BarsAndLine(
            text: ChartText(
                title: title,
                subtitle: "Overrides logged in the month, and accounts under one at its end, "
                    + "whole company, \(trendSpan)",
                footer: footer(
                    "n = \(numberText(Double(logged))) overrides logged so far",
                    "\(numberText(policy.windowMonths)) months: \(missed) of \(reevaluations) past their date "
                        + "without a newer one")),
            months: frame.trendMonths.map(\.axisLabel), barsName: "overrides logged",
            bars: logged == 0 ? [] : activity.map { Double($0.logged) },
            lineName: "% of accounts with one in force",
            line: logged == 0 ? [] : activity.map(\.share))
        return DescribedChart(
            chart: chart,
            facts: logged == 0
                ? []
                : [
                    "\(logged) overrides logged so far",
                    "In \(monthsWords(policy.windowMonths)) \(missed) of \(reevaluations) passed their date "
                        + "without a newer one",
                ])
    }
}
