/// An axis of numbers.
public struct ChartAxis: Sendable, Equatable {
    /// The title, with the unit where the numbers do not say it.
    public var title: String?
    /// The format of the axis's numbers and of the values' labels.
    public var format: CellFormat
    /// The format of the values' labels, where it is another one: 91.4 % on an axis of whole percents.
    public var labelFormat: CellFormat?
    /// The lower end; nil for a round number below all values. Columns always stand on zero.
    public var minimum: Double?
    /// The upper end; nil for a round number above all values.
    public var maximum: Double?

    /// An axis of numbers.
    public init(
        title: String? = nil, format: CellFormat = .decimal(0), labelFormat: CellFormat? = nil,
        minimum: Double? = nil, maximum: Double? = nil
    ) {
        self.title = title
        self.format = format
        self.labelFormat = labelFormat
        self.minimum = minimum
        self.maximum = maximum
    }
}
