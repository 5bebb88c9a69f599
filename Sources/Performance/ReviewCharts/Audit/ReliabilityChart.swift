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
                title: added.decomposition.map { Self.reliabilityTitle($0.score.bins) }
                    ?? "Too few forecasts to compare with outcomes",
                subtitle: "Forecast and actual share of accounts that churned, \(span) days before "
                    + "the due date, whole company, to \(frame.month.name)",
                footer: footer(
                    "n = \(numberText(Double(added.rows))) forecasts",
                    "classes by isotonic regression (CORP)")),
            series: both ?? [], forecastWords: "forecast churn, %",
            observedWords: "churned, %")
        return DescribedChart(
            chart: chart, facts: (both ?? []).map { "\($0.name): \($0.remark)" })
    }

    /// How much churn the score forecast in all, and how much there was.
    private static func reliabilityTitle(_ bins: [ReliabilityBin]) -> String {
        let count = Double(bins.reduce(0) { $0 + $1.count })
        let forecast = bins.reduce(0) { $0 + $1.forecast * Double($1.count) } / count
        let observed = bins.reduce(0) { $0 + $1.observed * Double($1.count) } / count
        let share = ValueFormat.percent(decimals: 0)
        return "The score forecast \(share.text(forecast)) churn; "
            + "\(share.text(observed)) of accounts churned"
    }
}
