public import Formats

/// A measure month by month against its own natural limits and a target (XmR chart).
public struct ControlChart: Chart {
    /// What a point says beyond its value.
    public enum Mark: String, Sendable, Hashable {
        /// Within what the process does by itself.
        case plain
        /// A signal of a change: drawn in the emphasis colour.
        case signal
        /// Not settled yet: drawn hollow.
        case provisional
    }

    /// A month's value.
    public struct Point: Sendable, Hashable {
        /// The month, "Nov 24"; the year is shown where it changes.
        public var label: String
        /// The value, or nil where there is none: the line has a gap.
        public var value: Double?
        /// What the point says.
        public var mark: Mark

        /// A month's value.
        public init(label: String, value: Double?, mark: Mark = .plain) {
            self.label = label
            self.value = value.flatMap { $0.isFinite ? $0 : nil }
            self.mark = mark
        }
    }

    /// A stretch of months with one mean and one pair of limits.
    public struct Segment: Sendable, Hashable {
        /// The index of its first point.
        public var from: Int
        /// The index of its last point, included.
        public var to: Int
        /// The mean of the process.
        public var mean: Double
        /// The lower natural limit, nil where there is none.
        public var lower: Double?
        /// The upper natural limit, nil where there is none.
        public var upper: Double?
        /// Why the limits begin anew here, a few words.
        public var note: String?

        /// A stretch of months.
        public init(
            from: Int, to: Int, mean: Double, lower: Double?, upper: Double?, note: String? = nil
        ) {
            self.from = from
            self.to = to
            self.mean = mean
            self.lower = lower
            self.upper = upper
            self.note = note
        }
    }

    /// The words round the picture.
    public var text: ChartText
    /// Month by month, oldest first.
    public var points: [Point]
    /// In order; several after a rebase, none while there are too few points.
    public var segments: [Segment]
    /// What is aimed at, in the unit of the values.
    public var target: Double?
    /// How values are written.
    public var format: ValueFormat
    /// What the values cannot leave by nature: 0...1 for a rate, -100...100 for NPS.
    public var bounds: ClosedRange<Double>?

    /// A control chart.
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
