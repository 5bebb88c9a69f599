/// A table of a slide. Its rows go on on further slides where they do not fit.
public struct SlideTable: Sendable, Equatable {
    /// The columns, from the left; at least one.
    public var columns: [TableColumn]
    /// The rows below the header, each with one cell a column.
    public var rows: [[TableCell]]
    /// What it shows, for people who cannot see it.
    public var altText: String

    /// A table.
    public init(columns: [TableColumn], rows: [[TableCell]], altText: String) {
        self.columns = columns
        self.rows = rows
        self.altText = altText
    }
}

/// A column of a slide's table.
public struct TableColumn: Sendable, Equatable {
    /// The header.
    public var title: String
    /// Whether its cells are set flush right, as numbers are.
    public var isNumeric: Bool
    /// Its share of the width, relative to the other columns.
    public var weight: Double

    /// A column with a header.
    public init(_ title: String, isNumeric: Bool = false, weight: Double = 1) {
        self.title = title
        self.isNumeric = isNumeric
        self.weight = weight
    }
}

/// A cell of a slide's table.
public struct TableCell: Sendable, Equatable {
    /// The text.
    public var text: String
    /// Whether it is bold.
    public var isBold: Bool
    /// Its colour; nil for that of the template.
    public var color: OfficeColor?

    /// A cell with a text.
    public init(_ text: String, isBold: Bool = false, color: OfficeColor? = nil) {
        self.text = text
        self.isBold = isBold
        self.color = color
    }
}
