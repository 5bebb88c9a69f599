import Formats
import Review
import Charting
import Scorecards

extension MonthlyReview {
    /// The net promoter score, month by month.
    func npsChart() -> DescribedChart {
        controlChart(
            .nps, subtitle: "Net promoter score by month, −100 to +100", counted: "answers",
            format: .signed(decimals: 0), bounds: -100...100)
    }
}
