/// A workbook of tables, to be written as XLSX.
///
/// ```swift
/// let sheet = Sheet(
///     name: "Teams",
///     columns: [
///         Column("team"),
///         Column("renewal rate", note: "Renewed contracts over decided ones.", format: .percent(1)),
///     ],
///     rows: [[.text("North"), .number(0.914)], [.text("South"), .empty]])
/// let bytes = try Workbook(title: "Review of October 2026", sheets: [sheet]).xlsx()
/// ```
///
/// No cell is ever a formula. The same values give the same bytes.
public struct Workbook: Sendable, Equatable {
    /// The title in the properties of the file.
    public var title: String
    /// The sheets, in the order of their tabs; at least one.
    public var sheets: [Sheet]

    /// A workbook with a title and sheets.
    public init(title: String, sheets: [Sheet]) {
        self.title = title
        self.sheets = sheets
    }
}
