/// Columns, lines and bands over named categories, such as months.
public struct CategoryPlot: Sendable, Equatable {
    /// The categories, from the left; at least one.
    public var categories: [String]
    /// The title of the axis of categories, where they do not speak for themselves.
    public var categoryTitle: String?
    /// The axis of values.
    public var valueAxis: ChartAxis
    /// The columns, from the left or from the bottom.
    public var columns: [ColumnSeries]
    /// How columns of a category stand to each other.
    public var arrangement: Arrangement
    /// The lines, in front of the columns.
    public var lines: [LineSeries]
    /// The ranges of what is usual, behind everything else.
    public var bands: [BandSeries]

    /// How columns of a category stand to each other.
    public enum Arrangement: String, Sendable, Equatable {
        /// Side by side.
        case clustered
        /// On top of each other.
        case stacked
        /// On top of each other, as shares of their sum.
        case shares = "percentStacked"
    }

    /// A plot over categories.
    public init(
        categories: [String], categoryTitle: String? = nil, valueAxis: ChartAxis,
        columns: [ColumnSeries] = [], arrangement: Arrangement = .clustered,
        lines: [LineSeries] = [], bands: [BandSeries] = []
    ) {
        self.categories = categories
        self.categoryTitle = categoryTitle
        self.valueAxis = valueAxis
        self.columns = columns
        self.arrangement = arrangement
        self.lines = lines
        self.bands = bands
    }
}
