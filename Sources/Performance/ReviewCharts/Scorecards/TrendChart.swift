import Attribution
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

    /// What a trend says, in a sentence.
    func title(of trend: Trend?) -> String? {
        trend.flatMap { finding(of: $0)?.title }
    }

    /// A company trend with limits as a control chart.
    ///
    /// - Parameters:
    ///   - metric: one that has limits and is on scorecards.
    ///   - subtitle: metric and unit, for months or for quarters.
    ///   - counted: what is counted in a period: "settled renewals".
    ///   - format: the format of values.
    ///   - bounds: the range that values cannot leave.
    /// - Returns: the chart, empty without a trend.
    func controlChart(
        _ metric: TrendMetric, subtitle: (TrendGrain) -> String, counted: String,
        format: ValueFormat, bounds: ClosedRange<Double>
    ) -> DescribedChart {
        let trend = trend(metric)
        let grain = trend.grainInWords
        let points = trend?.points ?? []
        let target = points.isEmpty ? nil : trend?.target
        let hasLimits = points.contains { $0.limits != nil }
        let isTrial = trend?.segments.last?.trial ?? false
        let hasSignals = points.contains { $0.isSignal } && !isTrial
        let chart = ControlChart(
            text: ChartText(
                title: title(of: trend) ?? "No \(counted) yet",
                subtitle: "\(subtitle(grain)), whole company, \(span(of: trend))",
                footer: footer(
                    "n = \(numberText(points.shownCount)) \(counted)",
                    hasLimits
                        ? "band: usual range for the number of \(metric.noun) in a \(grain.noun)"
                        : nil,
                    isTrial && hasLimits
                        ? "on trial below \(firmCount(grain)) \(grain.noun)s" : nil,
                    hasSignals ? "orange: \(grain.noun)s that stand out" : nil,
                    hasLimits && !isTrial && !lacksOutcomes(metric) ? trendLuckFooter : nil,
                    missingFooter(metric),
                    points.provisionalPeriods.map { "hollow or missing: \($0), not settled yet" })),
            points: points.map { point in
                ControlChart.Point(
                    label: point.period.axisLabel, value: point.value,
                    lower: point.limits.map { max($0.lower, bounds.lowerBound) },
                    upper: point.limits.map { min($0.upper, bounds.upperBound) },
                    mark: point.label == .provisional
                        ? .provisional : point.isSignal && !isTrial ? .signal : .plain)
            },
            segments: trend.map(segments) ?? [], target: target, format: format, bounds: bounds)
        return DescribedChart(
            chart: chart, facts: trend.map { $0.facts(format: format, within: bounds) } ?? [])
    }

    /// The time that a trend shows: "Nov 2024 to Oct 2026". Where even quarters have too little, that
    /// of the quarters.
    func span(of trend: Trend?) -> String {
        guard let trend else { return trendSpan }
        let periods =
            trend.grain == nil
            ? frame.trendQuarters.map(TrendPeriod.quarter) : trend.points.map(\.period)
        guard let first = periods.first, let last = periods.last else { return trendSpan }
        return first.span(to: last)
    }

    /// How missing outcomes enter the latest periods; nil where none are missing.
    func missingFooter(_ metric: TrendMetric) -> String? {
        lacksOutcomes(metric) ? "missing outcomes count as lost" : nil
    }

    /// How often luck alone would give the chart something to say.
    var trendLuckFooter: String {
        "luck marks one of the newest \(spelledOut(policy.trendNewestPoints)) in about 1 chart in 30"
    }

    private func firmCount(_ grain: TrendGrain) -> String {
        numberText(grain == .month ? policy.trialPoints : policy.trialQuarters)
    }

    /// Why the limits of a trend begin anew, each on its first period.
    func notes(of trend: Trend?) -> [MonthNote] {
        trend.map(segments)?.compactMap { segment in
            segment.note.map { MonthNote(month: segment.from, words: $0) }
        } ?? []
    }

    private func segments(of trend: Trend) -> [ControlChart.Segment] {
        trend.segments.enumerated().map { index, segment in
            let next = trend.segments.dropFirst(index + 1).first?.positions.lowerBound
            return ControlChart.Segment(
                from: segment.positions.lowerBound, to: (next ?? trend.points.count) - 1,
                mean: segment.mean, note: note(of: segment, in: trend))
        }
    }

    /// Why the limits began anew with a segment; nil where no person decided it. A rebase inside a
    /// quarter starts with the next one.
    private func note(of segment: TrendSegment, in trend: Trend) -> String? {
        let wait = segment.from.grain.months - 1
        let first = segment.from.lastMonth - wait
        let earliest = segment.positions.lowerBound > 0 ? first - wait : first
        return policy.rebases.filter { rebase in
            rebase.metric == trend.metric.rawValue && rebase.team == trend.team
                && (earliest...first).contains(rebase.from)
        }.max { $0.from < $1.from }?.reason
    }
}

extension Trend? {
    /// By what a trend is shown; by quarter, where even quarters have too little.
    var grainInWords: TrendGrain {
        switch self {
        case .some(let trend): trend.grain ?? .quarter
        case nil: .month
        }
    }
}

extension TrendPoint {
    /// Whether the period stands out.
    var isSignal: Bool { label != nil && label != .provisional }

    /// The value of a period that is settled.
    var settledValue: Double? { label == .provisional ? nil : value }
}

extension [TrendPoint] {
    /// The periods that are not settled, in words; nil without any.
    var provisionalPeriods: String? {
        let periods = filter { $0.label == .provisional }.map(\.period)
        return periods.isEmpty ? nil : periodList(periods)
    }

    /// How many events, accounts or answers the values that are shown rest on.
    var shownCount: Double {
        reduce(0) { $0 + ($1.value == nil ? 0 : Double($1.count)) }
    }
}

extension Trend {
    /// The main numbers in sentences without full stops.
    func facts(format: ValueFormat, within bounds: ClosedRange<Double>) -> [String] {
        var facts: [String] = []
        if let last = points.last(where: { $0.settledValue != nil }), let value = last.value {
            let range = last.limits.map {
                ", usual range \(format.plain(max($0.lower, bounds.lowerBound))) to "
                    + format.text(min($0.upper, bounds.upperBound))
            }
            facts.append("Latest: \(format.text(value)) in \(last.period.name)" + (range ?? ""))
        }
        if let segment = segments.last { facts.append("Average \(format.text(segment.mean))") }
        if let target, !points.isEmpty { facts.append("Target \(targetWords(target))") }
        if let periods = points.provisionalPeriods { facts.append("Not settled yet: \(periods)") }
        return facts
    }
}
