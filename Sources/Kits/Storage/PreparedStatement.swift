package import GRDB
import GRDBSQLite

/// A prepared statement that uses SQLite's C interface for speed. An import runs some statements a
/// million times.
///
/// ```swift
/// let rows = try PreparedStatement(database, "SELECT day, score FROM scores WHERE account = ?")
/// rows.bind(7, at: 1)
/// while try rows.step() { print(rows.text(0), rows.integer(1)) }
/// ```
package final class PreparedStatement {
    private let owner: Statement
    private let handle: SQLiteStatement
    private let database: Database
    /// The error code of the first refused binding since the last run; nil for none.
    private var refused: Int32?

    package init(_ database: Database, _ sql: String) throws {
        self.database = database
        owner = try database.makeStatement(sql: sql)
        handle = owner.sqliteStatement
    }

    deinit { sqlite3_reset(handle) }

    /// Resets the statement so that it can run again with other values.
    package func reset() { sqlite3_reset(handle) }

    // MARK: Parameters, from 1

    package func bindNull(at index: Int32) { note(sqlite3_bind_null(handle, index)) }

    package func bind(_ integer: Int64?, at index: Int32) {
        guard let integer else { return bindNull(at: index) }
        note(sqlite3_bind_int64(handle, index, integer))
    }

    package func bind(_ number: Double, at index: Int32) {
        note(sqlite3_bind_double(handle, index, number))
    }

    /// Binds bytes without copying them. They must stay valid until the statement has run.
    package func bind(_ bytes: UnsafeRawBufferPointer, at index: Int32) {
        note(sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), nil))
    }

    package func bind(_ text: String, at index: Int32) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                note(
                    sqlite3_bind_text(
                        handle, index, characters.baseAddress ?? emptyText, Int32(bytes.count),
                        transient))
            }
        }
    }

    /// Records a refused binding. The next run then fails.
    private func note(_ result: Int32) {
        if result != SQLITE_OK, refused == nil { refused = result }
    }

    // MARK: Running

    /// Runs a statement that returns no rows.
    ///
    /// - Returns: The number of changed rows.
    /// - Throws: `DatabaseError`, also when SQLite refused a parameter.
    @discardableResult
    package func run() throws -> Int {
        guard try !step() else { throw failure(SQLITE_MISUSE) }
        sqlite3_reset(handle)
        return database.changesCount
    }

    /// Moves to the next row.
    ///
    /// - Returns: Whether there is a row; false after the last one.
    /// - Throws: `DatabaseError`, also when SQLite refused a parameter.
    package func step() throws -> Bool {
        if let refused {
            self.refused = nil
            throw failure(refused)
        }
        let result = sqlite3_step(handle)
        guard result == SQLITE_ROW || result == SQLITE_DONE else { throw failure(result) }
        return result == SQLITE_ROW
    }

    // MARK: The current row, columns from 0

    /// The name of a column in the result.
    package func columnName(_ column: Int32) -> String {
        sqlite3_column_name(handle, column).map { String(cString: $0) } ?? "column \(column)"
    }

    package func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    /// The integer in a column; 0 for NULL.
    package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// The number in a column; 0 for NULL.
    package func number(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    /// The bytes in a column, valid until the next step.
    package func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    /// The text in a column; empty for NULL.
    package func text(_ column: Int32) -> String {
        String(decoding: bytes(column), as: UTF8.self)
    }

    /// The text in a column; nil for NULL.
    package func optionalText(_ column: Int32) -> String? {
        isNull(column) ? nil : text(column)
    }

    private func failure(_ result: Int32) -> DatabaseError {
        let message = database.lastErrorMessage
        sqlite3_reset(handle)
        return DatabaseError(resultCode: ResultCode(rawValue: result), message: message)
    }
}

/// Tells SQLite to copy a text before it returns.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// The address to bind for an empty text, because SQLite would take nil for NULL.
nonisolated(unsafe) private let emptyText = UnsafePointer(
    UnsafeMutablePointer<CChar>.allocate(capacity: 1))
