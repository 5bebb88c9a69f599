public import Identity
public import Storage

/// A viewer as the tables of tokens and people have them: name, role, and what the role is limited
/// to, in columns of text that each service names.
public protocol StoredViewer: SessionViewer {
    /// The columns of what the role is limited to.
    static var storedColumns: [String] { get }
    /// The values of those columns, in their order.
    var storedTexts: [String?] { get throws }

    /// The viewer from name, role and the columns that begin with `column`. The tables do not hold
    /// the subject: whoever has the viewer gives them theirs.
    ///
    /// - Throws: `StorageError` that names a column with an impossible value.
    init(name: String, role: Role, in row: StoredValues, from column: Int) throws
}

extension StoredViewer {
    /// The columns of a viewer, in the order in which `init(row:from:)` reads them.
    static var columns: String { (["name", "role"] + storedColumns).joined(separator: ", ") }

    /// As many question marks as a viewer has columns.
    static var marks: String {
        Array(repeating: "?", count: 2 + storedColumns.count).joined(separator: ", ")
    }

    /// The values of a viewer's columns.
    var storedValues: [String?] {
        get throws { [name, role.rawValue] + (try storedTexts) }
    }

    /// The viewer from the columns that begin with `column`.
    init(_ row: StoredValues, from column: Int) throws {
        try self.init(
            name: row.value(column), role: row.word(column + 1), in: row, from: column + 2)
    }
}
