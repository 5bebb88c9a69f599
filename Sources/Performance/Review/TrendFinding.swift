package import Calendar
import Formats
import Domain
package import Scorecards
package import Statistics

/// What a trend says, in one sentence: the latest signal, or that there is none, or that it cannot be
/// told. It looks at the settled months since the limits last began anew.
package struct TrendFinding: Sendable {
    /// A settled month.
    package struct Point: Sendable {
        let month: Month
        let value: Double
        let label: XmRLabel?

        /// A settled month.
        package init(month: Month, value: Double, label: XmRLabel?) {
            self.month = month
            self.value = value
            self.label = label
        }
    }

    private let metric: TrendMetric
    private let points: [Point]
    private let lastMonth: Month
    private let since: Month?
    private let mean: Double?
    private let hasLimits: Bool
    private let isTrial: Bool

    /// The finding of a run of months.
    ///
    /// - Parameters:
    ///   - metric: what the values are of.
    ///   - points: settled months with a value, in order.
    ///   - lastMonth: the month under review, settled or not.
    ///   - since: where the limits began anew; nil where they never did.
    ///   - mean: the average of the values; nil without any.
    ///   - hasLimits: whether the values vary.
    ///   - isTrial: whether there are too few to rely on the limits.
    package init(
        metric: TrendMetric, points: [Point], lastMonth: Month, since: Month? = nil,
        mean: Double?, hasLimits: Bool, isTrial: Bool
    ) {
        self.metric = metric
        self.points = points
        self.lastMonth = lastMonth
        self.since = since
        self.mean = mean
        self.hasLimits = hasLimits
        self.isTrial = isTrial
    }

    /// The finding of a trend; nil for one without limits.
    package init?(_ trend: Trend) {
        guard trend.metric.hasLimits, let last = trend.points.last?.month else { return nil }
        let segment = trend.segments.last
        self.init(
            metric: trend.metric,
            points: trend.points.compactMap { point in
                guard let segment, point.month >= segment.from, point.label != .provisional,
                    let value = point.value
                else { return nil }
                return Point(month: point.month, value: value, label: point.label)
            },
            lastMonth: last, since: trend.segments.count > 1 ? segment?.from : nil,
            mean: segment?.mean, hasLimits: segment?.limits != nil,
            isTrial: segment?.trial ?? true)
    }

    /// Whether there are enough months since the limits began, and none of them stands out. The limits
    /// then say something about months to come.
    package var isStable: Bool {
        hasLimits && !isTrial && points.allSatisfy { $0.label == nil }
    }

    /// The sentence, without a full stop, at most 70 characters.
    package var title: String {
        guard let last = points.last, let mean else {
            return "Too few \(metric.noun) a month to show a trend"
        }
        guard points.count > 1 else {
            return "Only \(last.month.name) has enough \(metric.noun) to tell \(metric.spoken)"
        }
        guard !isTrial else {
            return "\(points.count) months are too few to tell what is usual for \(metric.spoken)"
        }
        guard hasLimits else {
            return "\(metric.title) was the same in every month: \(text(mean))"
        }
        if let index = points.lastIndex(where: { $0.label != nil }), let label = points[index].label
        {
            return sentence(label, at: index, mean: mean)
        }
        return since.map {
            "No month since \($0.name) stands out: \(metric.spoken) is around \(text(mean))"
        } ?? "No month stands out: \(metric.spoken) varies as usual around \(text(mean))"
    }

    private func sentence(_ label: XmRLabel, at index: Int, mean: Double) -> String {
        let point = points[index]
        let isHigh = point.value > mean
        let isLast = index == points.count - 1
        let side = isHigh ? "above" : "below"
        switch label {
        case .outside where isLast:
            return "\(metric.title) of \(text(point.value)) in \(point.month.name) is "
                + "\(side) its usual range"
        case .outside, .provisional:
            return "\(metric.title) was \(side) its usual range in \(point.month.name), not since"
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
            let span = points[first].month.span(to: point.month)
            return "\(metric.title) \(verb) month by month from \(span)"
        case .twoOfThree:
            let months = points[max(0, index - 2)...index].filter { $0.label == .twoOfThree }
            return "\(metric.title) was unusually \(isHigh ? "high" : "low") in "
                + monthList(months.map(\.month))
        case .shift:
            let first = start(of: index) { earlier, _ in (earlier.value > mean) == isHigh }
            return "\(metric.title) \(isCurrent(index) ? "has run" : "ran") \(side) its average "
                + stretch(from: first, to: index)
        }
    }

    /// "for eight months", "for eight months to Aug 2026"; with gaps: between which months.
    private func stretch(from first: Int, to last: Int) -> String {
        let count = last - first + 1
        let (start, end) = (points[first].month, points[last].month)
        guard end - start == count - 1 else {
            return isCurrent(last) ? "since \(start.name)" : "from \(start.span(to: end))"
        }
        let length = count == 7 ? "seven" : count == 8 ? "eight" : count == 9 ? "nine" : "\(count)"
        return "for \(length) months" + (isCurrent(last) ? "" : " to \(end.name)")
    }

    /// The first of the run of points up to `index` in which each point and the next meet a condition.
    private func start(of index: Int, while relation: (Point, Point) -> Bool) -> Int {
        var first = index
        while first > 0, relation(points[first - 1], points[first]) { first -= 1 }
        return first
    }

    private func isCurrent(_ index: Int) -> Bool { points[index].month == lastMonth }

    private func text(_ value: Double) -> String { metric.wholeFormat.text(value) }
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

    /// What is counted in its months.
    var noun: String {
        switch self {
        case .nps: "answers"
        case .logoRenewalRate, .grossRenewalRate, .netRenewalRate: "renewals"
        default: "accounts"
        }
    }

    /// The format of its values without decimals, which would be noise in one month.
    var wholeFormat: ValueFormat {
        self == .nps ? .signed(decimals: 0) : .percent(decimals: 0)
    }
}
