/// A chart that PowerPoint can edit: it carries a workbook with its numbers.
///
/// ```swift
/// var plot = CategoryPlot(
///     categories: ["Aug", "Sep", "Oct"], valueAxis: ChartAxis(format: .percent(0)))
/// plot.lines = [
///     LineSeries("Renewal rate", [0.91, nil, 0.84], endLabel: .nameAndValue),
///     LineSeries("Target", [0.9, 0.9, 0.9], color: .ink, stroke: .dashed, endLabel: .name),
/// ]
/// let chart = NativeChart(.categories(plot), altText: "The renewal rate fell to 84 % in October.")
/// ```
///
/// Colours are those of the template's theme.
public struct NativeChart: Sendable, Equatable {
    /// What is drawn.
    public var plot: Plot
    /// What it shows, for people who cannot see it.
    public var altText: String

    /// The kinds of charts.
    public enum Plot: Sendable, Equatable {
        /// Columns, lines and bands over named categories.
        case categories(CategoryPlot)
        /// Steps from one total to another.
        case waterfall(WaterfallPlot)
        /// Dots with ranges in named rows.
        case rows(RowPlot)
        /// Dots and curves between two axes of numbers.
        case points(PointPlot)
    }

    /// A chart with its description.
    public init(_ plot: Plot, altText: String) {
        self.plot = plot
        self.altText = altText
    }
}
