import Attribution
package import Formats
import Domain
package import Scorecards
package import Statistics

/// What a trend says, in one sentence: the latest signal among the newest points, or that there is
/// none, or that it cannot be told. It looks at the settled periods since the limits last began anew.
package struct TrendFinding: Sendable {
    /// A settled month or quarter.
    package struct Point: Sendable {
        let period: TrendPeriod
        let value: Double
        /// On which side of the mean it lies; nil without limits.
        let z: Double?
        let label: ZChartLabel?

        /// A settled period.
        package init(period: TrendPeriod, value: Double, z: Double?, label: ZChartLabel?) {
            self.period = period
            self.value = value
            self.z = z
            self.label = label
        }
    }

    private let metric: TrendMetric
    private let grain: TrendGrain
    private let points: [Point]
    private let newest: Int
    private let last: TrendPeriod?
    private let since: TrendPeriod?
    private let mean: Double?
    private let hasLimits: Bool
    private let isTrial: Bool
    private let lacksOutcomes: Bool

    /// The finding of a run of periods.
    ///
    /// - Parameters:
    ///   - metric: what the values are of.
    ///   - grain: how long the periods are.
    ///   - points: settled periods with a value, in order.
    ///   - newest: how many of the last of them are spoken of.
    ///   - last: the last period of the trend, settled or not; nil without one.
    ///   - since: where the limits began anew; nil where they never did.
    ///   - mean: the average of the values; nil without any.
    ///   - hasLimits: whether the values vary.
    ///   - isTrial: whether there are too few to rely on the limits.
    ///   - lacksOutcomes: whether missing outcomes count as lost in the latest periods.
    package init(
        metric: TrendMetric, grain: TrendGrain = .month, points: [Point], newest: Int = 3,
        last: TrendPeriod?, since: TrendPeriod? = nil, mean: Double?, hasLimits: Bool,
        isTrial: Bool, lacksOutcomes: Bool = false
    ) {
        self.metric = metric
        self.grain = grain
        self.points = points
        self.newest = newest
        self.last = last
        self.since = since
        self.mean = mean
        self.hasLimits = hasLimits
        self.isTrial = isTrial
        self.lacksOutcomes = lacksOutcomes
    }

    /// The finding of a trend; nil for one without limits.
    ///
    /// - Parameters:
    ///   - trend: the trend.
    ///   - newest: on how many of the newest settled points a label is spoken of.
    ///   - lacksOutcomes: whether missing outcomes count as lost in the latest periods.
    package init?(_ trend: Trend, newest: Double, lacksOutcomes: Bool = false) {
        guard trend.metric.hasLimits else { return nil }
        let segment = trend.segments.last
        self.init(
            metric: trend.metric,
            // Where even quarters have too little, they are what is told to have it.
            grain: trend.grain ?? .quarter,
            points: (segment.map { trend.points[$0.positions.lowerBound...] } ?? []).compactMap {
                point in
                guard point.label != .provisional, let value = point.value else { return nil }
                return Point(period: point.period, value: value, z: point.z, label: point.label)
            },
            newest: Int(newest), last: trend.points.last?.period,
            since: trend.segments.count > 1 ? segment?.from : nil, mean: segment?.mean,
            hasLimits: segment?.limits != nil, isTrial: segment?.trial ?? true,
            lacksOutcomes: lacksOutcomes)
    }

    /// Whether the newest points are held against limits, so that luck may make one stand out.
    package var isJudged: Bool { hasLimits && !isTrial && !lacksOutcomes }

    /// Whether there are enough points since the limits began, and none of them stands out. The limits
    /// then say something about the time to come.
    package var isStable: Bool {
        isJudged && points.allSatisfy { $0.label == nil }
    }

    /// Whether a settled period has a value, so that there is something to say.
    package var hasValues: Bool { !points.isEmpty && mean != nil }

    /// What the finding is about.
    package var metricTitle: String { metric.title }

    /// The finding as a sentence that names its metric.
    package var sentence: String {
        guard !isUntold else {
            return "\(metric.title): outcomes are missing, so the latest \(grain.noun)s cannot be "
                + "told."
        }
        let isNamed = title.lowercased().contains(metric.title.lowercased())
        return (isNamed ? "" : metric.title + ": ") + title + "."
    }

    /// Whether there are points, and missing outcomes leave open what the latest ones are.
    private var isUntold: Bool { lacksOutcomes && !points.isEmpty && mean != nil }

    /// The finding, without a full stop, at most 70 characters.
    package var title: String {
        guard let last = points.last, let mean else {
            return "Too few \(metric.evidence) a \(grain.noun) to show a trend"
        }
        guard !isUntold else {
            return "Outcomes are missing: the latest \(grain.noun)s cannot be told"
        }
        guard points.count > 1 else {
            return "Only \(last.period.name) has enough to tell \(metric.spoken)"
        }
        guard !isTrial else {
            return "\(points.count) \(grain.noun)s are too few to tell what is usual for "
                + metric.spoken
        }
        guard hasLimits else {
            return "\(metric.title) was the same in every \(grain.noun): \(text(mean))"
        }
        let recent = points.indices.suffix(newest)
        if let index = recent.last(where: { points[$0].label != nil }),
            let label = points[index].label
        {
            return sentence(label, at: index)
        }
        if points.contains(where: { $0.label != nil }) {
            return "As usual lately: \(metric.spoken) is around \(average(mean))"
        }
        return since.map {
            "Nothing since \($0.name) stands out: \(metric.spoken) "
                + (metric == .logoChurnRate ? average(mean) : "around \(text(mean))")
        } ?? "No \(grain.noun) stands out: \(metric.spoken) \(average(mean))"
    }

    /// The average with its time, so that nobody takes it for the figure of a card: "88 % over 24
    /// months", "0.8 % a month".
    private func average(_ mean: Double) -> String {
        metric == .logoChurnRate
            ? "\(text(mean)) a \(grain.noun)"
            : "\(text(mean)) over \(points.count) \(grain.noun)s"
    }

    private func sentence(_ label: ZChartLabel, at index: Int) -> String {
        let point = points[index]
        let isHigh = isAbove(point)
        let side = isHigh ? "above" : "below"
        switch label {
        case .outside where index == points.count - 1:
            return "\(metric.title) of \(text(point.value)) in \(point.period.name) is "
                + "\(side) its usual range"
        case .outside, .provisional:
            return "\(metric.title) was \(side) its usual range in \(point.period.name), not since"
        case .trend:
            let isRising = index > 0 && points[index - 1].value < point.value
            let first = start(of: index) { earlier, later in
                isRising ? earlier.value < later.value : earlier.value > later.value
            }
            let verb =
                switch (isCurrent(index), isRising) {
                case (true, true): "has risen"
                case (true, false): "has fallen"
                case (false, true): "rose"
                case (false, false): "fell"
                }
            let span = points[first].period.span(to: point.period)
            return "\(metric.title) \(verb) each \(grain.noun) from \(span)"
        case .twoOfThree:
            let marked = points[max(0, index - 2)...index].filter { $0.label == .twoOfThree }
            return "\(metric.title) was unusually \(isHigh ? "high" : "low") in "
                + periodList(marked.map(\.period))
        case .shift:
            let first = start(of: index) { earlier, _ in isAbove(earlier) == isHigh }
            return "\(metric.title) \(isCurrent(index) ? "has run" : "ran") "
                + "\(isHigh ? "high" : "low") \(stretch(from: first, to: index))"
        }
    }

    private func isAbove(_ point: Point) -> Bool { point.z.map { $0 > 0 } ?? false }

    /// "for eight months", "for eight months to Aug 2026"; with gaps: between which months.
    private func stretch(from first: Int, to last: Int) -> String {
        let count = last - first + 1
        let (start, end) = (points[first].period, points[last].period)
        guard end - start == count - 1 else {
            return isCurrent(last) ? "since \(start.name)" : "from \(start.span(to: end))"
        }
        return "for \(spelledOut(Double(count))) \(grain.noun)s"
            + (isCurrent(last) ? "" : " to \(end.name)")
    }

    /// The first of the run of points up to `index` in which each point and the next meet a condition.
    private func start(of index: Int, while relation: (Point, Point) -> Bool) -> Int {
        var first = index
        while first > 0, relation(points[first - 1], points[first]) { first -= 1 }
        return first
    }

    private func isCurrent(_ index: Int) -> Bool { points[index].period == last }

    private func text(_ value: Double) -> String { metric.wholeFormat.text(value) }
}

extension MonthlyReview {
    /// What a trend says; nil for one without limits.
    package func finding(of trend: Trend) -> TrendFinding? {
        TrendFinding(
            trend, newest: policy.trendNewestPoints, lacksOutcomes: lacksOutcomes(trend.metric))
    }

    /// Whether missing outcomes count as lost in the latest periods of a metric. Churn rests on them
    /// where no feed tells the revenue of accounts.
    package func lacksOutcomes(_ metric: TrendMetric) -> Bool {
        guard scoreboard.company.haveOutcomesMissing else { return false }
        switch metric {
        case .logoRenewalRate, .grossRenewalRate, .netRenewalRate: return true
        case .logoChurnRate: return attributed.portfolio.arr.isEmpty
        default: return false
        }
    }
}

extension TrendMetric {
    /// The name for people, at the start of a sentence.
    package var title: String {
        switch self {
        case .meanScore: "Mean health score"
        case .shareGreen: "Share of green accounts"
        case .shareAmber: "Share of amber accounts"
        case .shareRed: "Share of red accounts"
        case .logoRenewalRate: RateMetric.logoRenewalRate.title
        case .grossRenewalRate: RateMetric.grossRenewalRate.title
        case .netRenewalRate: RateMetric.netRenewalRate.title
        case .nps: RateMetric.nps.title
        case .logoChurnRate: RateMetric.logoChurnRate.title
        }
    }

    /// The name within a sentence.
    var spoken: String { self == .nps ? title : title.prefix(1).lowercased() + title.dropFirst() }

    /// What is counted in its periods.
    package var noun: String {
        switch self {
        case .nps: "answers"
        case .logoRenewalRate, .grossRenewalRate, .netRenewalRate: "renewals"
        default: "accounts"
        }
    }

    /// What it takes enough of. A few large amounts tell little, however many renewals there are.
    var evidence: String {
        switch self {
        case .grossRenewalRate, .netRenewalRate: "renewals of like size"
        default: noun
        }
    }

    /// The format of its values without decimals, which would be noise in one period. Churn of a
    /// month has one, as it is mostly near 1 %.
    package var wholeFormat: ValueFormat {
        switch self {
        case .nps: .signed(decimals: 0)
        case .logoChurnRate: .percent(decimals: 1)
        default: .percent(decimals: 0)
        }
    }
}
