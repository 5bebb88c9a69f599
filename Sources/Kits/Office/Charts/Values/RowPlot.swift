/// Dots with ranges in named rows, such as one row a team.
public struct RowPlot: Sendable, Equatable {
    /// The rows, from the top; at least one.
    public var rows: [Row]
    /// What the dots are, in the chart's workbook.
    public var valueName: String
    /// What the ranges around the dots are; nil where no row has one.
    public var rangeName: String?
    /// What the pale bars are; nil where no row has one.
    public var barName: String?
    /// The axis of values, from left to right.
    public var valueAxis: ChartAxis
    /// Vertical lines, such as a target.
    public var references: [ReferenceLine]

    /// A row.
    public struct Row: Sendable, Equatable {
        /// The name at the left.
        public var name: String
        /// The dot; nil where there is none.
        public var value: Double?
        /// The thin range around the dot.
        public var range: ClosedRange<Double>?
        /// The pale bar behind it: what is usual.
        public var bar: ClosedRange<Double>?
        /// The look of the dot.
        public var style: PointStyle
        /// The text at the right edge of the row, such as the count of cases.
        public var label: String?

        /// A row.
        public init(
            _ name: String, value: Double?, range: ClosedRange<Double>? = nil,
            bar: ClosedRange<Double>? = nil, style: PointStyle = PointStyle(color: .main),
            label: String? = nil
        ) {
            self.name = name
            self.value = value
            self.range = range
            self.bar = bar
            self.style = style
            self.label = label
        }
    }

    /// A plot of rows.
    public init(
        rows: [Row], valueName: String, rangeName: String? = nil, barName: String? = nil,
        valueAxis: ChartAxis, references: [ReferenceLine] = []
    ) {
        self.rows = rows
        self.valueName = valueName
        self.rangeName = rangeName
        self.barName = barName
        self.valueAxis = valueAxis
        self.references = references
    }
}

/// A straight line at a value, with its name.
public struct ReferenceLine: Sendable, Equatable {
    /// The name, as it is shown.
    public var name: String
    /// Where it is.
    public var value: Double
    /// Its colour.
    public var color: OfficeColor
    /// How it is drawn.
    public var stroke: LineStroke

    /// A line at a value.
    public init(
        _ name: String, value: Double, color: OfficeColor = .ink, stroke: LineStroke = .dashed
    ) {
        self.name = name
        self.value = value
        self.color = color
        self.stroke = stroke
    }
}
