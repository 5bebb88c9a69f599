import Formats
import Review
import Charting
import Scorecards

extension MonthlyReview {
    /// Contracts renewed, month by month or quarter by quarter.
    func renewalRateChart() -> DescribedChart {
        controlChart(
            .logoRenewalRate,
            subtitle: { "Contracts renewed by \($0.noun) due, % of those settled" },
            counted: "settled renewals", format: .percent(decimals: 1), bounds: 0...1)
    }
}
