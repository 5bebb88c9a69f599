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
        let matured = audit.maturedMonths.filter { months.contains($0.month) }
            .reduce(0) { $0 + $1.implied.count }
        let parts = panels.enumerated().compactMap { place, panel in
            panel.churnedAgainstImplied.map { churned, implied in
                "\(churned) seen \(place == 0 ? "better" : "worse") (\(implied) implied)"
            }
        }
        let chart = RangesChart(
            text: ChartText(
                title: parts.isEmpty
                    ? "No overridden renewal with a known score has matured yet"
                    : "Churned: " + parts.joined(separator: ", "),
                subtitle:
                    "Overridden accounts that churned, and 95 % of what their scores implied, "
                    + "by month of maturity, whole company, \(trendSpan)",
                footer: footer(
                    "n = \(counted(matured, "matured override"))",
                    "about one in twenty months lies outside by luck",
                    "each renewal once a direction")),
            months: months.map(\.axisLabel), panels: panels, format: .number(decimals: 0),
            leastTop: 4, observedWords: "churned", expectedWords: "implied")
        let outside = panels.flatMap(\.values).compactMap(\.self).count {
            ($0.observed ?? $0.mean) < $0.low || ($0.observed ?? $0.mean) > $0.high
        }
        return DescribedChart(
            chart: chart,
            facts: parts.isEmpty ? [] : ["\(counted(outside, "month")) outside the range implied"])
    }
}

extension RangesChart.Panel {
    /// The churns of all months and those implied; nil without a month.
    fileprivate var churnedAgainstImplied: (churned: String, implied: String)? {
        let known = values.compactMap(\.self)
        guard !known.isEmpty else { return nil }
        let churned = known.reduce(0) { $0 + ($1.observed ?? 0) }
        let implied = known.reduce(0) { $0 + $1.mean }
        return (numberText(churned), numberText(implied.rounded()))
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
