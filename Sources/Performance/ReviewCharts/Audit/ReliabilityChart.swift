import Attribution
import Calendar
import Formats
import Review
import Charting
import Domain
import OverrideAudit
import Statistics

extension MonthlyReview {
    /// Forecast and actual churn, for the score and for forecasts that heed overrides.
    func reliabilityChart() -> DescribedChart {
        let added = audit.valueAdded
        func series(
            _ name: String, _ parts: BrierDecomposition, _ brier: Double
        ) -> ReliabilityDiagram.Series {
            ReliabilityDiagram.Series(
                name: name, remark: "Brier \(ValueFormat.number(decimals: 3).text(brier))",
                bins: parts.bins.map { bin in
                    ReliabilityDiagram.Bin(
                        forecast: bin.forecast, observed: bin.observed, count: bin.count)
                })
        }
        let both = added.decomposition.flatMap { parts in
            added.brier.map { brier in
                [
                    series("score alone", parts.score, brier.score),
                    series("heeding overrides", parts.heeded, brier.heeded),
                ]
            }
        }
        let span =
            "\(numberText(policy.lastForecastDays)) to \(numberText(policy.firstForecastDays))"
        let chart = ReliabilityDiagram(
            text: ChartText(
                title: added.decomposition == nil
                    ? "Too few forecasts to hold against what came"
                    : "The score's forecasts against what happened",
                subtitle: "Forecast and actual share of accounts that left, \(span) days before "
                    + "the due date, to \(frame.month.name)",
                footer: footer(
                    "n = \(numberText(Double(added.rows))) forecasts",
                    "classes by isotonic regression (CORP)")),
            series: both ?? [], forecastWords: "forecast to leave, %", observedWords: "left, %")
        return DescribedChart(chart: chart, facts: [])
    }
}
