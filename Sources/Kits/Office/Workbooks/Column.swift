/// A column of a sheet.
public struct Column: Sendable, Equatable {
    /// The header.
    public var title: String
    /// The definition of what stands below, shown as a note at the header.
    public var note: String?
    /// The format of the cells.
    public var format: CellFormat
    /// The width in characters; nil for one that fits header and cells.
    public var width: Double?

    /// A column with a header.
    public init(
        _ title: String, note: String? = nil, format: CellFormat = .text, width: Double? = nil
    ) {
        self.title = title
        self.note = note
        self.format = format
        self.width = width
    }
}
