import Calendar
import Formats
import Review
import Charting
import Domain
import Scorecards
import Statistics

extension MonthlyReview {
    /// The company's trend of a metric.
    func trend(_ metric: TrendMetric) -> Trend? {
        trends.first { $0.metric == metric && $0.team == nil }
    }

    /// A company trend with limits as a control chart.
    ///
    /// - Parameters:
    ///   - metric: one that has limits and is on scorecards.
    ///   - subtitle: metric and unit.
    ///   - counted: what is counted in a month: "settled renewals".
    ///   - format: the format of values.
    ///   - bounds: the range that values cannot leave.
    /// - Returns: the chart, empty without a trend.
    func controlChart(
        _ metric: RateMetric, subtitle: String, counted: String, format: ValueFormat,
        bounds: ClosedRange<Double>
    ) -> DescribedChart {
        let trend = TrendMetric(rawValue: metric.rawValue).flatMap(trend)
        let points = trend?.points ?? []
        let target = scoreboard.company.metrics[keyPath: metric.path].comparison.target
        let title = trend.flatMap(TrendFinding.init)?.title ?? "No \(counted) yet"
        let n = points.reduce(0) { $0 + ($1.value == nil ? 0 : $1.denominator) }
        let hasLimits = trend?.segments.contains { $0.limits != nil } ?? false
        let isTrial = trend?.segments.last?.trial ?? false
        let hasSignals = points.contains { $0.isSignal } && !isTrial
        let chart = ControlChart(
            text: ChartText(
                title: title,
                subtitle: "\(subtitle), whole company, \(trendSpan)",
                footer: footer(
                    "n = \(numberText(n)) \(counted)",
                    hasLimits
                        ? "band: usual range, average ± \(numberText(policy.limitFactor)) "
                            + "mean moving ranges" : nil,
                    isTrial && hasLimits
                        ? "on trial below \(numberText(policy.trialPoints)) months" : nil,
                    hasSignals ? "orange: months that stand out" : nil,
                    points.provisionalMonths.map { "hollow or missing: \($0), not settled yet" })),
            points: points.map { point in
                ControlChart.Point(
                    label: point.month.axisLabel, value: point.value,
                    mark: point.label == .provisional
                        ? .provisional : point.isSignal && !isTrial ? .signal : .plain)
            },
            segments: trend.map { segments(of: $0, within: bounds) } ?? [], target: target,
            format: format, bounds: bounds)
        return DescribedChart(
            chart: chart,
            facts: trend.map { $0.facts(format: format, within: bounds, target: target) } ?? [])
    }

    private func segments(
        of trend: Trend, within bounds: ClosedRange<Double>
    ) -> [ControlChart.Segment] {
        func position(of month: Month) -> Int {
            guard let position = trend.points.firstIndex(where: { $0.month == month }) else {
                preconditionFailure("\(month) is no month of the trend")
            }
            return position
        }
        return trend.segments.enumerated().map { index, segment in
            let isLast = index + 1 == trend.segments.count
            let rebase = policy.rebases.first { rebase in
                rebase.metric == trend.metric.rawValue && rebase.team == trend.team
                    && rebase.from == segment.from
            }
            return ControlChart.Segment(
                from: position(of: segment.from),
                to: (isLast ? trend.points.count : position(of: trend.segments[index + 1].from))
                    - 1,
                mean: segment.mean, lower: segment.limits.map { max($0.lower, bounds.lowerBound) },
                upper: segment.limits.map { min($0.upper, bounds.upperBound) },
                note: rebase?.reason)
        }
    }
}

extension TrendPoint {
    /// Whether the month stands out.
    var isSignal: Bool { label != nil && label != .provisional }
}

extension [TrendPoint] {
    /// The months that are not settled, in words; nil without any.
    var provisionalMonths: String? {
        let months = filter { $0.label == .provisional }.map(\.month)
        return months.isEmpty ? nil : monthList(months)
    }
}

extension Trend {
    /// The main numbers in sentences without full stops.
    func facts(
        format: ValueFormat, within bounds: ClosedRange<Double>, target: Double?
    ) -> [String] {
        var facts: [String] = []
        if let last = points.last(where: { $0.value != nil && $0.label != .provisional }),
            let value = last.value
        {
            facts.append("Latest: \(format.text(value)) in \(last.month.name)")
        }
        if let segment = segments.last {
            let range = segment.limits.map {
                ", usual range \(format.plain(max($0.lower, bounds.lowerBound))) to "
                    + format.text(min($0.upper, bounds.upperBound))
            }
            facts.append("Average \(format.text(segment.mean))" + (range ?? ""))
        }
        if let target { facts.append("Target \(targetText(target, format))") }
        if let months = points.provisionalMonths { facts.append("Not settled yet: \(months)") }
        return facts
    }
}
