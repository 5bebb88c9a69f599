public import Formats

/// Several small plots of one kind, side by side, to be compared at a glance.
///
/// ```swift
/// SmallMultiples(
///     text: text,
///     panels: [
///         .init(
///             label: "Sessions", remark: "0.71, higher is better", across: .places(["180", "90"]),
///             series: [.init(.points([.init(x: 0, value: 0.6, low: 0.5, high: 0.7)]))])
///     ], format: .number(decimals: 1), reference: 0.5)
/// ```
public struct SmallMultiples: Chart {
    /// One of the plots.
    public struct Panel: Sendable, Hashable {
        /// The heading.
        public var label: ChartLabel
        /// The words below the heading; may be empty.
        public var remark: String
        /// Whether the remark is a finding, and is set in a stronger type.
        public var isFinding: Bool
        /// The horizontal axis.
        public var across: Across
        /// The series from back to front. Without any, the panel has only its words.
        public var series: [Series]
        /// Words in the plot of a panel without series.
        public var missingWords: String

        /// One of the plots.
        public init(
            label: ChartLabel, remark: String = "", isFinding: Bool = false, across: Across,
            series: [Series], missingWords: String = "nothing to show yet"
        ) {
            self.label = label
            self.remark = remark
            self.isFinding = isFinding
            self.across = across
            self.series = series.filter { !$0.isEmpty }
            self.missingWords = missingWords
        }
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// The panels by row. When not all fit, the last are left out and the footer says so.
    public var panels: [Panel]
    /// The format of the vertical axis.
    public var format: ValueFormat
    /// The range of possible values; nil for no limit.
    public var bounds: ClosedRange<Double>?
    /// Where a line runs across every panel: the value that means nothing. Nil for none.
    public var reference: Double?
    /// Whether all panels have the same vertical axis. Then only the left ones have its numbers.
    public var sharesHeights: Bool
    /// Whether the vertical axes begin at zero.
    public var includesZero: Bool
    /// The panels of a row, where they fit; nil for as many as suit the picture.
    public var columns: Int?
    /// Where to find all panels when some do not fit: "the table".
    public var allPanels: String
    /// Words for a picture without panels.
    public var missingWords: String

    /// Several small plots.
    public init(
        text: ChartText, panels: [Panel], format: ValueFormat, bounds: ClosedRange<Double>? = nil,
        reference: Double? = nil, sharesHeights: Bool = true, includesZero: Bool = false,
        columns: Int? = nil, allPanels: String = "the table",
        missingWords: String = "nothing to show yet"
    ) {
        self.text = text
        self.panels = panels
        self.format = format
        self.bounds = bounds
        self.reference = reference
        self.sharesHeights = sharesHeights
        self.includesZero = includesZero
        self.columns = columns
        self.allPanels = allPanels
        self.missingWords = missingWords
    }
}
