package import GRDB
import Glibc
import Formats

/// Why a database file could not be used.
public enum StorageError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file is not a database of this kind, is damaged, or cannot be opened.
    case unreadable(path: String, reason: String, remedy: String = Self.otherFile)
    /// The file is something else than what the program keeps: `what` says which.
    case foreign(path: String, what: String)
    /// A newer version of the program wrote the file.
    case newer(path: String)
    /// A write failed.
    case failedWrite(path: String, reason: String, remedy: String = Self.space)
    /// A backup could not be made.
    case failedBackup(path: String, reason: String)
    /// A row holds a value that no version of the program writes.
    case damagedRow(table: String, key: String, column: String)
    /// A table has fewer or other rows than were written.
    case missingRows(table: String)

    /// One line that says what failed, where, and what to do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason, let remedy):
            "cannot read \(path) (\(reason)): \(remedy)"
        case .foreign(let path, let what):
            "\(path) is not a ledger (\(what)): name another file"
        case .newer(let path):
            "cannot read \(path) (a newer Parallax wrote it): use that version, or name another "
                + "file"
        case .failedWrite(let path, let reason, let remedy):
            "cannot write \(path) (\(reason)): nothing was changed; \(remedy)"
        case .failedBackup(let path, let reason):
            "cannot back up to \(path) (\(reason)): \(Self.remedy(ofFailedBackup: reason))"
        case .damagedRow(let table, let key, let column):
            "the row '\(key)' of the table \(table) is damaged in \(column): \(Storage.remedy)"
        case .missingRows(let table):
            "the table \(table) is damaged, rows are missing or out of date: \(Storage.remedy)"
        }
    }

    private static func remedy(ofFailedBackup reason: String) -> String {
        switch reason {
        case "file exists": "name a file that does not exist yet"
        case "no such file or directory": "make its folder first, or name another file"
        case "permission denied": "name a file in a folder that you may write"
        case "the disk is full", "no space left on device": "free some space, or name another disk"
        default: "name another file, or free some space"
        }
    }

    /// What to do about a file that cannot be read.
    public static var otherFile: String { "restore a backup, or name another file" }
    /// What to do about a file that cannot be written.
    public static var space: String { "free some space or check the permissions" }
}

/// What to do about a damaged database.
package let remedy = "restore a backup, or import everything into a new file"

extension DatabaseError {
    /// Why SQLite failed, in words.
    package var reason: String {
        switch resultCode.primaryResultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: "the file is damaged"
        case .SQLITE_FULL: "the disk is full"
        case .SQLITE_READONLY, .SQLITE_PERM: "the file or its folder may not be written"
        case .SQLITE_BUSY, .SQLITE_LOCKED: "another program keeps it locked"
        case .SQLITE_CANTOPEN: "it cannot be opened"
        case .SQLITE_IOERR: "the disk reports an error"
        case .SQLITE_NOMEM: "memory is short"
        default: message ?? "SQLite \(resultCode)"
        }
    }

    /// What to do about it; nil if the reason does not tell.
    fileprivate var remedy: String? {
        switch resultCode.primaryResultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: Storage.remedy
        case .SQLITE_FULL: "free some space"
        case .SQLITE_READONLY, .SQLITE_PERM:
            "check the permissions of the file and its folder, and who owns them"
        case .SQLITE_BUSY, .SQLITE_LOCKED: "try again when the other program is done"
        case .SQLITE_CANTOPEN: "check the path, and the permissions of the file and its folder"
        case .SQLITE_IOERR: "check the disk and its free space, then try again"
        case .SQLITE_NOMEM: "give the program more memory, then try again"
        default: nil
        }
    }
}

/// Runs `body` and turns an SQLite error into `StorageError.unreadable`.
///
/// - Throws: `StorageError`, or any other error of `body`.
package func readingFile<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        switch error.resultCode.primaryResultCode {
        case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_NOTADB:
            if let known = obstacle(to: path) { throw known }
        case .SQLITE_FULL, .SQLITE_READONLY:
            throw StorageError.failedWrite(
                path: path, reason: error.reason, remedy: error.remedy ?? StorageError.space)
        default: break
        }
        throw StorageError.unreadable(
            path: path, reason: error.reason, remedy: error.remedy ?? StorageError.otherFile)
    }
}

/// Runs `body` and turns an SQLite error into `StorageError.failedWrite`.
///
/// - Throws: `StorageError`, or any other error of `body`.
package func writingFile<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw StorageError.failedWrite(
            path: path, reason: error.reason, remedy: error.remedy ?? StorageError.space)
    }
}
