import Attribution
import Formats
import Review
import Charting
import Scorecards
import Statistics

extension MonthlyReview {
    /// Revenue kept at renewal with and without growth, month by month or quarter by quarter. Periods
    /// that are not settled are left out, as the picture could not mark them.
    func revenueRetentionChart() -> DescribedChart {
        // Both rest on the same amounts, so they have the same periods.
        let net = trend(.netRenewalRate)
        let gross = trend(.grossRenewalRate)
        let grain = net.grainInWords
        let points = net?.points ?? []
        let hasLimits = points.contains { $0.limits != nil }
        let hasGaps = points.contains { $0.value == nil && $0.label != .provisional }
        let format = ValueFormat.percent(decimals: 1)
        let n = points.reduce(0) { $0 + ($1.settledValue == nil ? 0 : Double($1.count)) }
        func series(_ name: String, _ trend: Trend?) -> LinesChart.Series {
            LinesChart.Series(
                name: name, values: trend?.points.map(\.settledValue) ?? [],
                target: points.isEmpty ? nil : trend?.target)
        }
        let chart = LinesChart(
            text: ChartText(
                title: title(of: net) ?? "No settled renewals yet",
                subtitle: "Revenue after renewal by \(grain.noun) due, % of revenue before, "
                    + "whole company, \(span(of: net))",
                footer: footer(
                    "n = \(numberText(n)) settled renewals", "gross leaves growth out",
                    net?.segments.last.map { "average of net \(format.text($0.mean))" },
                    hasLimits ? "band: usual range of net" : nil,
                    hasLimits && !lacksOutcomes(.netRenewalRate) ? trendLuckFooter : nil,
                    missingFooter(.netRenewalRate),
                    hasGaps ? "blank: too few contracts of like size" : nil,
                    points.provisionalPeriods.map { "\($0) left out: not settled yet" })),
            months: points.map(\.period.axisLabel),
            series: [series("net", net), series("gross", gross)],
            bands: points.map { point in
                point.limits.map { max($0.lower, 0)...max($0.upper, 0) }
            }, format: format, notes: points.isEmpty ? [] : notes(of: net))
        func facts(_ name: String, _ trend: Trend?, upTo most: Double) -> [String] {
            let facts = trend?.facts(format: format, within: 0...most) ?? []
            return facts.isEmpty ? [] : ["\(name): " + facts.joined(separator: "; ")]
        }
        return DescribedChart(
            chart: chart,
            facts: facts("Net", net, upTo: .infinity) + facts("Gross", gross, upTo: 1))
    }
}
