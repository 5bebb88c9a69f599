import Formats
import Review
import Charting
import Scorecards

extension MonthlyReview {
    /// The net promoter score, month by month or quarter by quarter.
    func npsChart() -> DescribedChart {
        controlChart(
            .nps, subtitle: { "Net promoter score by \($0.noun), −100 to +100" },
            counted: "answers", format: .signed(decimals: 0), bounds: -100...100)
    }
}
