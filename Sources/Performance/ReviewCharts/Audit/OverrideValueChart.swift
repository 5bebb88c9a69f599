import Attribution
import Formats
import Calendar
import Review
import Charting
import Domain
import OverrideAudit
import Statistics

extension MonthlyReview {
    /// Whether the CSMs' overrides forecast churn better than the score, at three landmarks.
    func overrideValueChart() -> DescribedChart {
        let added = audit.valueAdded
        func row(_ label: String, _ part: ValueAdded.Part) -> ForestPlot.Row {
            ForestPlot.Row(
                label: label, count: numberText(Double(part.rows)),
                estimate: part.difference.flatMap { difference in
                    ForestPlot.Estimate(
                        value: difference.mean * 1000, low: difference.low.map { $0 * 1000 },
                        high: difference.high.map { $0 * 1000 })
                }, remark: part.difference == nil ? "too few" : "")
        }
        let chart = ForestPlot(
            text: ChartText(
                title: title(of: added),
                subtitle: "Mean squared error of the score alone less that of CSMs at their word, "
                    + "thousandths, 95 % intervals, to \(frame.month.name)",
                footer: footer(
                    "n = \(numberText(Double(added.rows))) forecasts of matured renewals",
                    "intervals clustered by account")),
            groups: [
                .init(
                    heading: "Days before the due date",
                    rows: added.byLandmark.map { row("\($0.landmark) days", $0.part) }),
                .init(
                    heading: "Under an override",
                    rows: added.byDirection.map {
                        row($0.direction == .up ? "seen better" : "seen worse", $0.part)
                    }
                        + added.byDisagreement.map {
                            row($0.tiers == 1 ? "one tier apart" : "two tiers apart", $0.part)
                        }),
            ], format: .signed(decimals: 1), leftWords: "the score forecasts better",
            rightWords: "CSMs forecast better", countHeading: "forecasts")
        return DescribedChart(chart: chart, facts: [])
    }

    private func title(of added: ValueAdded) -> String {
        switch added.finding {
        case .judgementAdds: "CSMs at their word forecast better than the score"
        case .scoreAlone: "The score forecasts better than CSMs at their word"
        case .notShown: "Whether judgement adds to the score cannot be told yet"
        case nil:
            added.difference == nil
                ? "Too few forecasts to tell what judgement adds"
                : "Too few accounts to tell what judgement adds"
        }
    }
}
