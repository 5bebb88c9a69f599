import Formats
import Review
import Charting
import Scorecards

extension MonthlyReview {
    /// Contracts renewed, month by month.
    func renewalRateChart() -> DescribedChart {
        controlChart(
            .logoRenewalRate, subtitle: "Contracts renewed by month due, % of those settled",
            counted: "settled renewals", format: .percent(decimals: 1), bounds: 0...1)
    }
}
