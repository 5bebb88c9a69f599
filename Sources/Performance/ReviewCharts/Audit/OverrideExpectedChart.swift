import Formats
import Attribution
import Calendar
import Review
import Charting
import Domain
import OverrideAudit
import Statistics

extension MonthlyReview {
    /// How many overridden accounts churned, compared with what their scores implied, by the month in
    /// which the outcome matured.
    func overrideExpectedChart() -> DescribedChart {
        let months = frame.trendMonths
        let panels = OverrideDirection.allCases.map { direction in
            RangesChart.Panel(
                name: direction == .up ? "To a better tier" : "To a worse tier",
                values: months.map { month in
                    audit.maturedMonths.first { $0.direction == direction && $0.month == month }
                        .map(RangesChart.Value.init)
                })
        }
        let parts = panels.compactMap { panel in
            panel.churnedAgainstImplied.map { "\(panel.name): \($0)" }
        }
        let chart = RangesChart(
            text: ChartText(
                title: parts.isEmpty
                    ? "No overridden renewal with a known score has matured yet"
                    : "Last \(months.count) months. " + parts.joined(separator: ". "),
                subtitle:
                    "Overridden accounts that churned, and 95 % of what their scores implied, "
                    + "by month of maturity, \(trendSpan)",
                footer: footer(
                    "about one in twenty months lies outside by luck",
                    "each renewal once a direction")),
            months: months.map(\.axisLabel), panels: panels, format: .number(decimals: 0),
            observedWords: "churned", expectedWords: "implied")
        return DescribedChart(chart: chart, facts: [])
    }
}

extension RangesChart.Panel {
    /// The churns of all months and those implied; nil without a month.
    fileprivate var churnedAgainstImplied: String? {
        let known = values.compactMap(\.self)
        guard !known.isEmpty else { return nil }
        let churned = known.reduce(0) { $0 + ($1.observed ?? 0) }
        let implied = known.reduce(0) { $0 + $1.mean }
        return "\(numberText(churned)) churned, scores implied \(numberText(implied.rounded()))"
    }
}

extension RangesChart.Value {
    fileprivate init(_ matured: MaturedMonth) {
        self.init(
            low: Double(matured.implied.range.lowerBound),
            high: Double(matured.implied.range.upperBound), mean: matured.implied.expected,
            observed: Double(matured.observed))
    }
}
