/// Columns of one name, one a category.
public struct ColumnSeries: Sendable, Equatable {
    /// The name.
    public var name: String
    /// A value a category; nil where there is none.
    public var values: [Double?]
    /// The colour.
    public var color: OfficeColor
    /// The colours of single columns, by the index of their category.
    public var pointColors: [Int: OfficeColor]
    /// Which columns have their value as a label.
    public var labels: PointLabels

    /// Columns.
    public init(
        _ name: String, _ values: [Double?], color: OfficeColor = .main,
        pointColors: [Int: OfficeColor] = [:], labels: PointLabels = .none
    ) {
        self.name = name
        self.values = values
        self.color = color
        self.pointColors = pointColors
        self.labels = labels
    }
}

/// A line of one name, with a value a category.
public struct LineSeries: Sendable, Equatable {
    /// The name.
    public var name: String
    /// A value a category; nil makes a gap.
    public var values: [Double?]
    /// The colour of the line and its dots.
    public var color: OfficeColor
    /// How the line is drawn.
    public var stroke: LineStroke
    /// The dot at every value.
    public var marker: Marker
    /// The dots of single values, by the index of their category.
    public var pointStyles: [Int: PointStyle]
    /// Which values have a label.
    public var labels: PointLabels
    /// What stands behind the line's last value.
    public var endLabel: EndLabel

    /// A line.
    public init(
        _ name: String, _ values: [Double?], color: OfficeColor = .main,
        stroke: LineStroke = .solid, marker: Marker = .none, pointStyles: [Int: PointStyle] = [:],
        labels: PointLabels = .none, endLabel: EndLabel = .none
    ) {
        self.name = name
        self.values = values
        self.color = color
        self.stroke = stroke
        self.marker = marker
        self.pointStyles = pointStyles
        self.labels = labels
        self.endLabel = endLabel
    }
}

/// A pale range between two lines. Where a limit is missing for a category, both are drawn as thin
/// lines instead.
public struct BandSeries: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The lower limits, one a category.
    public var lower: [Double?]
    /// The upper limits, one a category.
    public var upper: [Double?]
    /// The colour.
    public var color: OfficeColor
    /// What stands behind the band.
    public var endLabel: EndLabel

    /// A band between limits.
    public init(
        _ name: String, lower: [Double?], upper: [Double?], color: OfficeColor = .band,
        endLabel: EndLabel = .none
    ) {
        self.name = name
        self.lower = lower
        self.upper = upper
        self.color = color
        self.endLabel = endLabel
    }
}
