import Domain
import GRDB
import GRDBSQLite

/// A statement driven through SQLite's C interface: an import runs some of them a million times.
final class PreparedStatement {
    private let owner: Statement
    private let handle: SQLiteStatement
    private let database: Database

    init(_ database: Database, _ sql: String) throws {
        self.database = database
        owner = try database.makeStatement(sql: sql)
        handle = owner.sqliteStatement
    }

    deinit { sqlite3_reset(handle) }

    /// Makes the statement ready for other values.
    func reset() { sqlite3_reset(handle) }

    /// Sets parameters from `first` (from 1) on; returns the one after them.
    @discardableResult
    func bind(_ values: some Sequence<FeedValue>, from first: Int32 = 1) -> Int32 {
        var index = first
        for value in values {
            switch value {
            case .none: sqlite3_bind_null(handle, index)
            case .text(let text): bind(text, at: index)
            case .day(let day): bind(day.description, at: index)
            case .number(let number): sqlite3_bind_double(handle, index, number)
            }
            index += 1
        }
        return index
    }

    func bind(_ integer: Int64?, at index: Int32) {
        if let integer {
            sqlite3_bind_int64(handle, index, integer)
        } else {
            sqlite3_bind_null(handle, index)
        }
    }

    /// Sets a parameter to bytes that stay in place until the statement has run.
    func bind(_ bytes: UnsafeRawBufferPointer, at index: Int32) {
        sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), nil)
    }

    private func bind(_ text: String, at index: Int32) {
        var text = text
        text.withUTF8 { bytes in
            _ = bytes.withMemoryRebound(to: CChar.self) { characters in
                sqlite3_bind_text(
                    handle, index, characters.baseAddress ?? emptyText, Int32(bytes.count),
                    transient)
            }
        }
    }

    /// Runs a statement without rows; returns how many rows it changed.
    @discardableResult
    func run() throws -> Int {
        let result = sqlite3_step(handle)
        guard result == SQLITE_DONE else { throw failure(result) }
        sqlite3_reset(handle)
        return database.changesCount
    }

    /// Moves to the next row; false behind the last one.
    func step() throws -> Bool {
        let result = sqlite3_step(handle)
        guard result == SQLITE_ROW || result == SQLITE_DONE else { throw failure(result) }
        return result == SQLITE_ROW
    }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// The bytes of a column, valid until the next step.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    /// The text of a column; nil for NULL.
    func optionalText(_ column: Int32) -> String? {
        sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : text(column)
    }

    /// The text of a column; empty for NULL.
    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    /// The number of a column; 0 for NULL.
    func number(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    /// The day of a column; nil for NULL.
    func day(_ column: Int32) -> Day? { Day(bytes(column)) }

    /// The value of a column, read as its kind says.
    func value(_ column: Int, kind: FeedColumn.Kind) -> FeedValue {
        let column = Int32(column)
        guard sqlite3_column_type(handle, column) != SQLITE_NULL else { return .none }
        return switch kind {
        case .number: .number(number(column))
        case .day: day(column).map(FeedValue.day) ?? .none
        default: .text(text(column))
        }
    }

    private func failure(_ result: Int32) -> DatabaseError {
        let message = database.lastErrorMessage
        sqlite3_reset(handle)
        return DatabaseError(resultCode: ResultCode(rawValue: result), message: message)
    }
}

/// Tells SQLite to copy a text before it returns.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// Stands for the address of a text without bytes, which must not be nil.
nonisolated(unsafe) private let emptyText = UnsafePointer(
    UnsafeMutablePointer<CChar>.allocate(capacity: 1))
