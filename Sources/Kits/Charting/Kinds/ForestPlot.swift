public import Formats

/// Estimates with their intervals, a row each, against a line of no difference.
public struct ForestPlot: Chart {
    /// How firmly a row stands; told apart by the shape and the weight of its mark.
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

    /// A row.
    public struct Row: Sendable, Hashable {
        /// What it is of: "Sponsor change".
        public var label: String
        /// Its count, already written: "44".
        public var count: String
        /// The estimate, nil where there is none.
        public var estimate: Estimate?
        /// How firmly it stands.
        public var standing: Standing
        /// Words on the right: "confirmed"; without an estimate the reason, in its place.
        public var remark: String

        /// A row; an estimate that is not finite counts as none.
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
        /// From top to bottom.
        public var rows: [Row]

        /// Rows under a small heading.
        public init(heading: String = "", rows: [Row]) {
            self.heading = heading
            self.rows = rows
        }
    }

    /// The words round the picture.
    public var text: ChartText
    /// From top to bottom.
    public var groups: [Group]
    /// How values are written.
    public var format: ValueFormat
    /// What the left of the line means: "fewer left than similar accounts".
    public var leftWords: String
    /// What the right of the line means: "more left".
    public var rightWords: String
    /// What stands above the counts.
    public var countHeading: String
    /// What the axis shows at most; intervals that go on end in an arrow. Nil for all of them.
    public var limits: ClosedRange<Double>?
    /// Where all rows can be read when not all fit: "the table".
    public var allRows: String

    /// A forest plot; rows that do not fit are counted in the last line.
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

    /// The words of the last line when `count` rows do not fit.
    package func moreRows(_ count: Int) -> String {
        "and \(decimalText(Double(count), decimals: 0)) more, see \(allRows)"
    }

    var rows: [Row] { groups.flatMap(\.rows) }

    /// The estimate in words, where the picture has room for them: "+12.0 (+7.0 to +17.0)".
    func words(_ estimate: Estimate) -> String {
        format.plain(estimate.value) + " (" + format.plain(estimate.low) + " to "
            + format.plain(estimate.high) + ")"
    }
}
