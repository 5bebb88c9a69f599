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
        let atFaceValue =
            added.byLandmark.map { ("\($0.landmark) days before", $0.part) }
            + added.byDirection.map {
                ($0.direction == .up ? "seen better" : "seen worse", $0.part)
            }
            + added.byDisagreement.map {
                ($0.tiers == 1 ? "one tier apart" : "two tiers apart", $0.part)
            }
        let chart = ForestPlot(
            text: ChartText(
                title: worthTitle,
                subtitle: "Mean squared error of the score alone less that of forecasts which use "
                    + "overrides, thousandths, 95 % intervals, to \(frame.month.name)",
                footer: footer(
                    "n = \(numberText(Double(added.rows))) forecasts of matured renewals",
                    "intervals clustered by account")),
            groups: [
                .init(
                    heading: "Counted for what overrides were worth until then",
                    rows: [row("all forecasts", added.rows, added.heedingDifference)]),
                .init(
                    heading: "Taken at face value",
                    rows: [row("all forecasts", added.rows, added.difference)]
                        + atFaceValue.map { row($0, $1.rows, $1.difference) }),
            ], format: .signed(decimals: 1), leftWords: "the score forecasts better",
            rightWords: "overrides improve it", countHeading: "forecasts")
        return DescribedChart(
            chart: chart,
            facts: audit.worth.allSatisfy { $0.shown == nil } ? [] : audit.worth.map(\.sentence))
    }

    /// What overrides of either direction are worth.
    private var worthTitle: String {
        audit.worth.allSatisfy { $0.shown == nil }
            ? "Too few overrides with an outcome to tell what they are worth"
            : audit.worth.map { "\($0.direction.title): \($0.words)" }.joined(separator: ". ")
    }
}
