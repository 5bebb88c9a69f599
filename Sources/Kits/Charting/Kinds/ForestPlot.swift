public import Formats

/// Estimates with their intervals, one per row, around a line of no difference.
public struct ForestPlot: Chart {
    /// How certain a row is. Levels differ by the shape and weight of their marks.
    public enum Standing: String, Sendable, Hashable, CaseIterable {
        /// A thin line with a small disc.
        case quiet
        /// A stronger line with a ring.
        case candidate
        /// The strongest line with a diamond.
        case confirmed
    }

    /// A value with its interval.
    public struct Estimate: Sendable, Hashable {
        /// The value.
        public var value: Double
        /// The lower end of its interval.
        public var low: Double
        /// The upper end of its interval.
        public var high: Double

        /// A value with its interval.
        public init(value: Double, low: Double, high: Double) {
            self.value = value
            self.low = min(low, value)
            self.high = max(high, value)
        }
    }

    /// One row of the plot.
    public struct Row: Sendable, Hashable {
        /// The name of the row: "Sponsor change".
        public var label: String
        /// The count as text: "44".
        public var count: String
        /// The estimate; nil when there is none.
        public var estimate: Estimate?
        /// How certain the row is.
        public var standing: Standing
        /// The words on the right: "confirmed". Without an estimate, they give the reason.
        public var remark: String

        /// Creates a row. An estimate that is not finite counts as nil.
        public init(
            label: String, count: String, estimate: Estimate?, standing: Standing = .quiet,
            remark: String = ""
        ) {
            self.label = label
            self.count = count
            self.estimate = estimate.flatMap { one in
                [one.value, one.low, one.high].allSatisfy(\.isFinite) ? one : nil
            }
            self.standing = standing
            self.remark = remark
        }
    }

    /// Rows under a small heading.
    public struct Group: Sendable, Hashable {
        /// The heading; empty for none.
        public var heading: String
        /// In order from top to bottom.
        public var rows: [Row]

        /// Rows under a small heading.
        public init(heading: String = "", rows: [Row]) {
            self.heading = heading
            self.rows = rows
        }
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// In order from top to bottom.
    public var groups: [Group]
    /// The format of the values.
    public var format: ValueFormat
    /// The meaning of the left side: "fewer left than similar accounts".
    public var leftWords: String
    /// The meaning of the right side: "more left".
    public var rightWords: String
    /// The heading above the counts.
    public var countHeading: String
    /// The largest range of the axis. Intervals that go beyond it end in an arrow. Nil for no
    /// limit.
    public var limits: ClosedRange<Double>?
    /// Where to find all rows when some do not fit: "the table".
    public var allRows: String

    /// Creates a forest plot. The last line counts the rows that do not fit.
    public init(
        text: ChartText, groups: [Group], format: ValueFormat, leftWords: String,
        rightWords: String, countHeading: String = "n", limits: ClosedRange<Double>? = nil,
        allRows: String = "the table"
    ) {
        self.text = text
        self.groups = groups
        self.format = format
        self.leftWords = leftWords
        self.rightWords = rightWords
        self.countHeading = countHeading
        self.limits = limits
        self.allRows = allRows
    }

    /// The text of the last line when `count` rows do not fit.
    package func moreRows(_ count: Int) -> String {
        "and \(decimalText(Double(count), decimals: 0)) more, see \(allRows)"
    }

    var rows: [Row] { groups.flatMap(\.rows) }

    /// The estimate in words, "+12.0 (+7.0 to +17.0)". Shown only when there is room.
    func words(_ estimate: Estimate) -> String {
        format.plain(estimate.value) + " (" + format.plain(estimate.low) + " to "
            + format.plain(estimate.high) + ")"
    }
}
