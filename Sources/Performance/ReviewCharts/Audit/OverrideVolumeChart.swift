import Attribution
import Calendar
import Formats
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
            : last.reevaluations == 0
                ? "\(counted(last.logged, "override")) logged in \(frame.month.name)"
                : "\(last.missedReevaluations) of \(last.reevaluations) overrides due for "
                    + "re-evaluation in \(frame.month.name) not reviewed"
        let window = activity.suffix(Int(frame.windowMonths))
        let reevaluations = window.reduce(0) { $0 + $1.reevaluations }
        let missed = window.reduce(0) { $0 + $1.missedReevaluations }
        let chart = BarsAndLine(
            text: ChartText(
                title: title,
                subtitle:
                    "Overrides logged, and the share of those due for re-evaluation that were "
                    + "not reviewed, %, whole company, \(trendSpan)",
                footer: footer(
                    "n = \(numberText(Double(logged))) overrides logged so far",
                    "\(numberText(frame.windowMonths)) months: \(missed) of \(reevaluations) not reviewed",
                    last.share.map {
                        "\(ValueFormat.percent(decimals: 0).text($0)) of accounts with one in force"
                    })),
            months: frame.trendMonths.map(\.axisLabel), barsName: "overrides logged",
            bars: logged == 0 ? [] : activity.map { Double($0.logged) },
            lineName: "% not reviewed when due"
                + (last.reevaluations == 0
                    ? ""
                    : " (\(last.missedReevaluations) of \(last.reevaluations) in "
                        + "\(frame.month.name))"),
            line: logged == 0
                ? []
                : activity.map {
                    $0.reevaluations == 0
                        ? nil : Double($0.missedReevaluations) / Double($0.reevaluations)
                })
        return DescribedChart(
            chart: chart,
            facts: logged == 0
                ? []
                : [
                    "\(logged) overrides logged so far",
                    "In \(monthsWords(frame.windowMonths)) \(missed) of \(reevaluations) were not "
                        + "reviewed when they were due",
                ])
    }
}
