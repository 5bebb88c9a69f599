import GRDB

/// Why a database file could not be used.
public enum StorageError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file is not a database of this kind, is damaged, or was written by a newer version.
    case unreadable(path: String, reason: String)
    /// A write failed.
    case failedWrite(path: String, reason: String)
    /// A backup could not be made.
    case failedBackup(path: String, reason: String)
    /// A row holds a value that no version of the program writes.
    case damagedRow(table: String, key: String, column: String)
    /// A table has fewer or other rows than were written.
    case missingRows(table: String)

    /// One line that says what failed, where, and what to do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "cannot read \(path) (\(reason)): restore a backup, or name another file"
        case .failedWrite(let path, let reason):
            "cannot write \(path) (\(reason)): nothing was changed; free some space or check the "
                + "permissions"
        case .failedBackup(let path, let reason):
            "cannot back up to \(path) (\(reason)): name another file, or free some space"
        case .damagedRow(let table, let key, let column):
            "the row '\(key)' of the table \(table) is damaged in \(column): \(remedy)"
        case .missingRows(let table):
            "the table \(table) is damaged, rows are missing or out of date: \(remedy)"
        }
    }
}

/// What to do about a damaged database.
package let remedy = "restore a backup, or import everything into a new file"

extension DatabaseError {
    /// The error message of SQLite.
    package var reason: String { message ?? "SQLite \(resultCode)" }
}

/// Runs `body` and turns an SQLite error into `StorageError.unreadable`.
///
/// - Throws: `StorageError`, or any other error of `body`.
package func readingFile<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw StorageError.unreadable(path: path, reason: error.reason)
    }
}

/// Runs `body` and turns an SQLite error into `StorageError.failedWrite`.
///
/// - Throws: `StorageError`, or any other error of `body`.
package func writingFile<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw StorageError.failedWrite(path: path, reason: error.reason)
    }
}
