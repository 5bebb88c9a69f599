import Formats
import Attribution
import Calendar
import Review
import Charting
import Domain
import OverrideAudit
import Statistics

extension MonthlyReview {
    /// How many overridden accounts left against what their scores implied, by the month in which
    /// the outcome could be judged.
    func overrideExpectedChart() -> DescribedChart {
        let months = frame.trendMonths
        let panels = OverrideDirection.allCases.map { direction in
            RangesChart.Panel(
                name: direction == .up ? "Seen better" : "Seen worse",
                values: months.map { value(direction, maturedIn: $0) })
        }
        let parts = panels.compactMap { panel in
            panel.leftAgainstImplied.map { "\(panel.name): \($0)" }
        }
        let chart = RangesChart(
            text: ChartText(
                title: parts.isEmpty
                    ? "No overridden renewal with a known score has matured yet"
                    : parts.joined(separator: ". "),
                subtitle: "Overridden accounts that left, and 95 % of what their scores implied, "
                    + "by month of maturity, \(trendSpan)",
                footer: footer(
                    "one in twenty months lies outside by luck alone",
                    "each renewal once a direction")),
            months: months.map(\.axisLabel), panels: panels, format: .number(decimals: 0),
            observedWords: "left", expectedWords: "implied")
        let facts = audit.directions.compactMap { figures in
            figures.implied.map { implied in
                "Seen \(figures.direction == .up ? "better" : "worse"): \(figures.observed) left of "
                    + "\(implied.count), implied \(implied.range.lowerBound) to "
                    + "\(implied.range.upperBound)"
            }
        }
        return DescribedChart(chart: chart, facts: facts)
    }

    private func value(
        _ direction: OverrideDirection, maturedIn month: Month
    ) -> RangesChart.Value? {
        let mine = audit.episodes.filter {
            $0.direction == direction && $0.isResolved && $0.isCounted
                && ($0.due + Int(policy.pendingDays) + 1).month == month
        }
        let implied = mine.compactMap(\.churnProbability)
        guard !implied.isEmpty else { return nil }
        let churns = PoissonBinomial(implied)
        let range = churns.range(level: policy.chanceRangeLevel)
        return RangesChart.Value(
            low: Double(range.lowerBound), high: Double(range.upperBound), mean: churns.mean,
            observed: Double(
                mine.count { $0.churnProbability != nil && $0.state == .churned }))
    }
}

extension RangesChart.Panel {
    /// What came of all months against what was implied; nil without a month.
    fileprivate var leftAgainstImplied: String? {
        let known = values.compactMap(\.self)
        guard !known.isEmpty else { return nil }
        let left = known.reduce(0) { $0 + ($1.observed ?? 0) }
        let implied = known.reduce(0) { $0 + $1.mean }
        return "\(numberText(left)) left, scores implied \(numberText(implied.rounded()))"
    }
}
