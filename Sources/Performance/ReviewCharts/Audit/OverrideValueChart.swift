import Attribution
import Formats
import Calendar
import Review
import Charting
import Domain
import OverrideAudit
import Statistics

extension MonthlyReview {
    /// Whether heeding overrides, or taking them at face value, forecasts churn better than the score.
    func overrideValueChart() -> DescribedChart {
        let added = audit.valueAdded
        func row(_ label: String, _ rows: Int, _ difference: ClusteredMean?) -> ForestPlot.Row {
            ForestPlot.Row(
                label: label, count: numberText(Double(rows)),
                estimate: difference.flatMap { difference in
                    ForestPlot.Estimate(
                        value: difference.mean * 1000, low: difference.low.map { $0 * 1000 },
                        high: difference.high.map { $0 * 1000 })
                }, remark: difference == nil ? "too few" : "")
        }
        let isUnchanged = added.brier.map { $0.heeded == $0.score } ?? false
        let atFaceValue =
            added.byLandmark.map { ("\($0.key) days before", $0.part) }
            + added.byDirection.map {
                ($0.key == .up ? "to a better tier" : "to a worse tier", $0.part)
            }
            + added.byDisagreement.map {
                ($0.key == 1 ? "one tier apart" : "two tiers apart", $0.part)
            }
        let groups: [ForestPlot.Group] = [
            .init(
                heading: "Counted for their worth so far",
                rows: [
                    isUnchanged
                        ? ForestPlot.Row(
                            label: "all forecasts", count: numberText(Double(added.rows)),
                            estimate: nil, remark: "changes no forecast yet")
                        : row("all forecasts", added.rows, added.heedingDifference)
                ]),
            .init(
                heading: "Taken at face value",
                rows: [row("all forecasts", added.rows, added.difference)]
                    + atFaceValue.map { row($0, $1.rows, $1.difference) }),
        ]
        let limits = limits(of: groups)
        let chart = ForestPlot(
            text: ChartText(
                title: title(of: added),
                subtitle: "Mean squared error of the score alone less that of forecasts which use "
                    + "overrides, thousandths, 95 % intervals, whole company, to \(frame.month.name)",
                footer: footer(
                    "n = \(numberText(Double(added.rows))) forecasts of matured renewals",
                    "intervals clustered by account",
                    limits == nil ? nil : "arrow: the interval goes on")),
            groups: groups, format: .signed(decimals: 1), leftWords: "the score forecasts better",
            rightWords: "overrides improve it", countHeading: "forecasts", limits: limits)
        return DescribedChart(
            chart: chart,
            facts: [
                fact("Counted for their worth", added.heedingDifference),
                fact("Taken at face value", added.difference),
            ].compactMap(\.self))
    }

    /// The range of the axis: all estimates, and intervals of a typical width. One part with few
    /// forecasts would otherwise press all others together. Nil where all intervals fit.
    private func limits(of groups: [ForestPlot.Group]) -> ClosedRange<Double>? {
        let estimates = groups.flatMap(\.rows).compactMap(\.estimate)
        let reaches = estimates.map { max(abs($0.low), abs($0.high)) }.sorted()
        guard let longest = reaches.last else { return nil }
        let middle = reaches[reaches.count / 2]
        let farthest = estimates.map { abs($0.value) }.max() ?? 0
        let limit = max(2 * middle, 1.2 * farthest)
        return limit < longest ? -limit...limit : nil
    }

    /// A difference of errors in thousandths, with its interval.
    private func fact(_ name: String, _ difference: ClusteredMean?) -> String? {
        guard let difference else { return nil }
        let format = ValueFormat.signed(decimals: 1)
        let range = difference.low.flatMap { low in
            difference.high.map { high in
                " (\(format.text(low * 1000)) to \(format.text(high * 1000)))"
            }
        }
        return "\(name): \(format.text(difference.mean * 1000))" + (range ?? "")
    }

    private func title(of added: ValueAdded) -> String {
        switch added.finding {
        case _ where added.isWeakened:
            "Outcomes are missing: whether overrides improve forecasts cannot be told"
        case .heedingAdds:
            "Counting overrides for what they were worth improves the forecast of churn"
        case .scoreAlone: "Counting overrides has not improved the forecast of churn so far"
        case .notShown: "Counting overrides is not shown to improve the forecast of churn"
        case nil:
            added.difference == nil
                ? "Too few forecasts to tell whether overrides improve them"
                : "Too few accounts to tell whether overrides improve forecasts"
        }
    }
}
