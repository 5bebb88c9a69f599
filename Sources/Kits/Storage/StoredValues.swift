package import Calendar
package import GRDB

/// Reads a row of a table. A value that cannot be is an error that names table, key and column.
///
/// ```swift
/// let row = StoredValues(row: row, table: "tokens")
/// let created = try row.instant(2)
/// ```
public struct StoredValues {
    private let row: Row
    private let table: String

    /// The values of a row; its first column is the key.
    package init(row: Row, table: String) {
        self.row = row
        self.table = table
    }

    /// The error for a column with an impossible value.
    package func damaged(_ column: Int) -> StorageError {
        .damagedRow(
            table: table, key: (row[0] as DatabaseValue).description,
            column: Array(row.columnNames)[column])
    }

    /// Whether a column is NULL.
    package func isNull(_ column: Int) -> Bool { row.hasNull(atIndex: column) }

    /// The value of a column.
    ///
    /// - Throws: `StorageError` if it is of another type.
    package func value<Value: DatabaseValueConvertible>(_ column: Int) throws -> Value {
        guard let value = Value.fromDatabaseValue(row[column]) else { throw damaged(column) }
        return value
    }

    /// A moment in the years 1970 to 9999.
    ///
    /// - Throws: `StorageError` if the column has none.
    package func instant(_ column: Int) throws -> Instant {
        let seconds: Int = try value(column)
        guard (0..<253_402_300_800).contains(seconds) else { throw damaged(column) }
        return Instant(seconds: seconds)
    }

    /// One of a fixed set of words.
    ///
    /// - Throws: `StorageError` if the column has none of them.
    package func word<Word: RawRepresentable<String>>(_ column: Int) throws -> Word {
        guard let word = Word(rawValue: try value(column)) else { throw damaged(column) }
        return word
    }
}
