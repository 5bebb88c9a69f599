public import Formats

/// A measure by month or quarter with the limits of what is usual and a target. The limits may differ
/// from point to point, as small numbers vary more.
///
/// ```swift
/// let chart = ControlChart(
///     text: ChartText(title: "Churn is stable", subtitle: "Logo churn, %", footer: []),
///     points: [
///         ControlChart.Point(label: "Nov 24", value: 0.031, lower: 0.02, upper: 0.04),
///         ControlChart.Point(label: "Dec 24", value: 0.029, mark: .provisional),
///     ],
///     segments: [ControlChart.Segment(from: 0, to: 1, mean: 0.03)],
///     target: 0.025, format: .percent(decimals: 1), bounds: 0...1)
/// ```
public struct ControlChart: Chart {
    /// The status of a point.
    public enum Mark: String, Sendable, Hashable {
        /// Ordinary variation of the process.
        case plain
        /// A signal of a change: drawn in the emphasis colour.
        case signal
        /// Not settled yet: drawn hollow.
        case provisional
    }

    /// The value of one month or quarter.
    public struct Point: Sendable, Hashable {
        /// The month, "Nov 24", or the quarter, "Q3 24". The year is shown only where it changes.
        public var label: String
        /// The value; nil leaves a gap in the line.
        public var value: Double?
        /// The lower limit of what is usual for this point; nil where there is none.
        public var lower: Double?
        /// The upper limit of what is usual for this point; nil where there is none.
        public var upper: Double?
        /// The status of the point.
        public var mark: Mark

        /// The value of one month or quarter.
        public init(
            label: String, value: Double?, lower: Double? = nil, upper: Double? = nil,
            mark: Mark = .plain
        ) {
            self.label = label
            self.value = value.flatMap { $0.isFinite ? $0 : nil }
            self.lower = lower.flatMap { $0.isFinite ? $0 : nil }
            self.upper = upper.flatMap { $0.isFinite ? $0 : nil }
            self.mark = mark
        }
    }

    /// A range of points with one mean.
    public struct Segment: Sendable, Hashable {
        /// The index of its first point.
        public var from: Int
        /// The index of its last point, included.
        public var to: Int
        /// The mean of the process.
        public var mean: Double
        /// Why the limits start again here, in a few words.
        public var note: String?

        /// A range of points with one mean.
        public init(from: Int, to: Int, mean: Double, note: String? = nil) {
            self.from = from
            self.to = to
            self.mean = mean
            self.note = note
        }
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// The points, one per month or quarter, oldest first.
    public var points: [Point]
    /// The segments in order. There are several after a rebase, and none while there are too few
    /// points.
    public var segments: [Segment]
    /// The target, in the unit of the values; nil for none.
    public var target: Double?
    /// The format of the values.
    public var format: ValueFormat
    /// The range of possible values: 0...1 for a rate, -100...100 for NPS. Nil for no limit.
    public var bounds: ClosedRange<Double>?

    /// Creates a control chart. Segments with an invalid range or a mean that is not finite are
    /// left out.
    public init(
        text: ChartText, points: [Point], segments: [Segment], target: Double?,
        format: ValueFormat, bounds: ClosedRange<Double>? = nil
    ) {
        self.text = text
        self.points = points
        self.segments = segments.filter { segment in
            segment.mean.isFinite && segment.from <= segment.to
                && points.indices.contains(segment.from) && points.indices.contains(segment.to)
        }
        self.target = target.flatMap { $0.isFinite ? $0 : nil }
        self.format = format
        self.bounds = bounds
    }
}
