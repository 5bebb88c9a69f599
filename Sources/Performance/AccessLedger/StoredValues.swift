import Access
import Calendar
import GRDB
import Storage

/// Reads a row of a table. A value that cannot be is an error that names table, key and column.
struct StoredValues {
    let row: Row
    let table: String

    /// The error for a column with an impossible value. The first column is the key.
    func damaged(_ column: Int) -> StorageError {
        let names = Array(row.columnNames)
        return .damagedRow(
            table: table, key: (row[0] as DatabaseValue).description,
            column: names[column])
    }

    func isNull(_ column: Int) -> Bool { row.hasNull(atIndex: column) }

    func value<Value: DatabaseValueConvertible>(_ column: Int) throws -> Value {
        guard let value = Value.fromDatabaseValue(row[column]) else { throw damaged(column) }
        return value
    }

    /// A moment in the years 1970 to 9999.
    func instant(_ column: Int) throws -> Instant {
        let seconds: Int = try value(column)
        guard (0..<253_402_300_800).contains(seconds) else { throw damaged(column) }
        return Instant(seconds: seconds)
    }

    func role(_ column: Int) throws -> Role {
        guard let role = Role(rawValue: try value(column)) else { throw damaged(column) }
        return role
    }

    func kind(_ column: Int) throws -> AccessRecord.Kind {
        guard let kind = AccessRecord.Kind(rawValue: try value(column)) else {
            throw damaged(column)
        }
        return kind
    }
}
