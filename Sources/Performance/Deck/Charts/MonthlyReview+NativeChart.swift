import Charting
import Office
import Review
import ReviewCharts
import Scorecards
import Statistics

/// A chart that can be edited, and what must be said beside it.
struct NativeDrawing: Sendable {
    var chart: NativeChart
    /// What the chart leaves out; nil where it has everything.
    var remark: String?

    init(_ plot: NativeChart.Plot, altText: String, remark: String? = nil) {
        chart = NativeChart(plot, altText: altText)
        self.remark = remark
    }
}

extension MonthlyReview {
    /// A chart as one that can be edited; nil where no classic type of chart can show it.
    ///
    /// - Parameters:
    ///   - chart: which chart.
    ///   - drawing: its values.
    ///   - altText: what it shows, in words.
    /// - Returns: the chart, with what it leaves out.
    func nativeChart(
        of chart: ReviewChart, _ drawing: any Chart, altText: String
    ) -> NativeDrawing? {
        switch drawing {
        case let drawing as ControlChart:
            NativeDrawing(
                .categories(
                    drawing.plot(named: chart.seriesName, limits: limits(of: chart))),
                altText: altText)
        case let drawing as LinesChart:
            NativeDrawing(.categories(drawing.plot), altText: altText)
        case let drawing as BarsAgainstTarget:
            NativeDrawing(.categories(drawing.plot), altText: altText)
        case let drawing as StackedShareChart:
            NativeDrawing(.categories(drawing.plot), altText: altText)
        case let drawing as BridgeChart:
            NativeDrawing(.waterfall(drawing.plot), altText: altText)
        case let drawing as FunnelChart:
            NativeDrawing(.points(drawing.plot), altText: altText)
        case let drawing as ReliabilityDiagram:
            NativeDrawing(.points(drawing.plot), altText: altText)
        case let drawing as ForestPlot:
            drawing.native(altText: altText)
        // The ticks of the weights have no place in dots with ranges.
        case let drawing as DotRangeChart where chart == .expectation:
            drawing.native(altText: altText)
        default: nil
        }
    }

    /// The limits of a control chart as the review has them, before the picture cuts them to what is
    /// possible.
    private func limits(of chart: ReviewChart) -> [(lower: Double, upper: Double)?] {
        let trend = trends.first {
            $0.team == nil && $0.metric == (chart == .nps ? .nps : .logoRenewalRate)
        }
        return (trend?.points ?? []).map { point in
            point.limits.map { ($0.lower, $0.upper) }
        }
    }
}
