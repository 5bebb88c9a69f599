import Attribution
import Calendar
import Charting
import Domain
import Finance
import Formats
import Review
import Scorecards

extension MonthlyReview {
    /// The steps from the ARR on the day before the window to that on its last day.
    func arrWalkChart() -> DescribedChart {
        let step = walk.company.window
        let money = ValueFormat.money(currency: policy.reportingCurrency)
        let percent = ValueFormat.percent(decimals: 0)
        let isEmpty = step.opening == 0 && step.closing == 0
        let steps = isEmpty ? [] : namedSteps(of: step)
        let accounts = isEmpty ? nil : scoreboard.company.metrics.accounts.value
        let kept = scoreboard.company.metrics.grossRevenueRetention.estimate.value
        let chart = BridgeChart(
            text: ChartText(
                title: walkHeadline,
                subtitle: "Annual recurring revenue and what changed it, month by month and added "
                    + "up, \(policy.reportingCurrency), whole company, \(walkSpan)",
                footer: footer(
                    accounts.map { "n = \(counted(Int($0), "account")) at the end" },
                    "steps are gross: they do not give gross retention",
                    walk.company.upForRenewal.map {
                        "up for renewal: \(percent.text($0)) of opening ARR"
                    },
                    kept.map { "gross retention: \(percent.text($0))" },
                    walk.unrated > 0
                        ? "left out: \(counted(walk.unrated, "account")) without a rate" : nil)),
            start: .init(
                label: ChartLabel(name: "ARR on \(frame.opening.words)"), value: step.opening),
            steps: steps.map { .init(label: $0.name, change: $0.change) },
            end: .init(
                label: ChartLabel(name: "ARR on \(frame.asOf.words)"), value: step.closing),
            format: money, changeFormat: money, bounds: 0...Double.greatestFiniteMagnitude)
        return DescribedChart(
            chart: chart,
            facts: isEmpty
                ? []
                : steps.map { "\($0.name): \(money.text($0.change))" }
                    + [upForRenewalSentence.map { String($0.dropLast()) }].compactMap(\.self))
    }

    private var walkSpan: String { frame.windowStart.month.span(to: frame.month) }
}
