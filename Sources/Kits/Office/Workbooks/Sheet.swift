/// A table on a tab of its own.
///
/// Its header is bold, stays in view and has a filter.
public struct Sheet: Sendable, Equatable {
    /// The name on the tab: up to 31 characters, none of `[ ] : * ? / \`, and no other sheet's name.
    public var name: String
    /// The columns, from the left; at least one.
    public var columns: [Column]
    /// The rows below the header. A row has at most as many cells as there are columns.
    public var rows: [[Cell]]

    /// A sheet with a name, columns and rows.
    public init(name: String, columns: [Column], rows: [[Cell]]) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }
}
