import Attribution
import Formats
import Review
import Charting
import Domain
import Scorecards
import Statistics

extension MonthlyReview {
    /// Revenue kept at renewal with and without growth, month by month. Months that are not settled
    /// are left out, as the picture could not mark them.
    func revenueRetentionChart() -> DescribedChart {
        let net = trend(.netRenewalRate)
        let gross = trend(.grossRenewalRate)
        let metrics = scoreboard.company.metrics
        let format = ValueFormat.percent(decimals: 1)
        let settled = trend(.logoRenewalRate)?.points ?? []
        let n = zip(settled, net?.points ?? []).reduce(0) { sum, months in
            sum + (months.1.settledValue == nil ? 0 : months.0.denominator)
        }
        let chart = LinesChart(
            text: ChartText(
                title: net.flatMap(TrendFinding.init)?.title ?? "No settled renewals yet",
                subtitle: "Revenue after renewal by month due, % of revenue before, "
                    + "whole company, \(trendSpan)",
                footer: footer(
                    "n = \(numberText(n)) settled renewals", "gross leaves growth out",
                    net?.segments.last.map { "average of net \(format.text($0.mean))" },
                    net?.points.provisionalMonths.map { "\($0) left out: not settled yet" })),
            months: frame.trendMonths.map(\.axisLabel),
            series: [
                LinesChart.Series(
                    name: "net", values: net?.points.map(\.settledValue) ?? [],
                    target: metrics.netRenewalRate.comparison.target),
                LinesChart.Series(
                    name: "gross", values: gross?.points.map(\.settledValue) ?? [],
                    target: metrics.grossRenewalRate.comparison.target),
            ],
            format: format)
        func facts(_ name: String, _ trend: Trend?, upTo most: Double, target: Double?) -> [String]
        {
            let facts = trend?.facts(format: format, within: 0...most, target: target) ?? []
            return facts.isEmpty ? [] : ["\(name): " + facts.joined(separator: "; ")]
        }
        return DescribedChart(
            chart: chart,
            facts: facts(
                "Net", net, upTo: .infinity, target: metrics.netRenewalRate.comparison.target)
                + facts(
                    "Gross", gross, upTo: 1, target: metrics.grossRenewalRate.comparison.target))
    }
}

extension TrendPoint {
    /// The value of a month that is settled.
    fileprivate var settledValue: Double? { label == .provisional ? nil : value }
}
