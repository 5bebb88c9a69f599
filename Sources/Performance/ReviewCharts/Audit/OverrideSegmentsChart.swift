import Formats
import Attribution
import Calendar
import Review
import Charting
import Domain
import OverrideAudit
import Statistics

extension MonthlyReview {
    /// With more rows, the chart would not be readable on a slide.
    private static let drawnSegments = 24

    /// The parts of the portfolio in which overrides were compared with similar accounts.
    func overrideSegmentsChart() -> DescribedChart {
        let tested = audit.segments.filter { $0.adjustedP != nil }
        let confirmed = tested.count { $0.status == .confirmed }
        let candidates = tested.count { $0.status == .candidate }
        // Parts that show a difference come first, then those with most overrides. They are drawn
        // in their own order.
        let firmest = tested.indices.sorted { left, right in
            let (one, other) = (tested[left], tested[right])
            if one.isShown != other.isShown { return one.isShown }
            return one.figures.matured == other.figures.matured
                ? left < right : one.figures.matured > other.figures.matured
        }
        let drawn = firmest.prefix(Self.drawnSegments).sorted().map { tested[$0] }
        let groups = OverrideDirection.allCases.map { direction in
            ForestPlot.Group(
                heading: direction == .up ? "To a better tier" : "To a worse tier",
                rows: drawn.filter { $0.figures.direction == direction }.map(\.row))
        }
        let title =
            tested.isEmpty
            ? "No segment has enough overrides to compare"
            : confirmed > 0
                ? "Confirmed in \(confirmed) of \(counted(tested.count, "segment")): judgement and score "
                    + "differ"
                : candidates > 0
                    ? "\(candidates) of \(counted(tested.count, "segment")) may differ; none is confirmed"
                    : "No difference is shown in the \(counted(tested.count, "segment")) compared"
        let chart = ForestPlot(
            text: ChartText(
                title: title,
                subtitle: "Share that churned less that of similar accounts without an override, "
                    + "points, 95 % intervals, whole company, to \(frame.month.name)",
                footer: footer(
                    "n: overrides with an outcome",
                    "luck alone: one to be confirmed in about 1 review in 25",
                    drawn.count < tested.count
                        ? "the \(drawn.count) with most overrides of \(tested.count) compared"
                        : "\(tested.count) compared")),
            groups: groups.filter { !$0.rows.isEmpty }, format: .points(decimals: 0),
            leftWords: "fewer churned than similar accounts", rightWords: "more churned",
            countHeading: "n", limits: -0.5...0.5)
        return DescribedChart(
            chart: chart,
            facts: tested.isEmpty
                ? []
                : [
                    "\(confirmed) confirmed", "\(candidates) to be confirmed",
                    "\(tested.count) compared",
                ])
    }
}

extension SegmentFinding {
    fileprivate var row: ForestPlot.Row {
        // An interval has no width where all outcomes of each stratum are alike.
        let estimate = figures.matched.flatMap { matched in
            ForestPlot.Estimate(
                value: matched.test.riskDifference, low: matched.test.interval?.low,
                high: matched.test.interval?.high)
        }.flatMap { $0.low < $0.high ? $0 : nil }
        let standing: ForestPlot.Standing =
            switch status {
            case .confirmed: .confirmed
            case .candidate: .candidate
            case .insufficient, .noDifference: .quiet
            }
        return ForestPlot.Row(
            label: "\(dimension.title): \(value)",
            count: numberText(Double(figures.matured)), estimate: estimate, standing: standing,
            remark: estimate == nil
                ? "no interval"
                : standing == .quiet ? "" : standing == .confirmed ? "confirmed" : "to be confirmed"
        )
    }

    fileprivate var isShown: Bool { status == .confirmed || status == .candidate }
}

extension ForestPlot.Estimate {
    /// An estimate whose interval is known; nil otherwise.
    init?(value: Double?, low: Double?, high: Double?) {
        guard let value, let low, let high else { return nil }
        self.init(value: value, low: low, high: high)
    }
}
