import Formats
import GRDB
import Glibc

/// Copies a database to a file that does not exist, while it is in use: in one consistent state,
/// synced to the disk and checked.
///
/// - Parameters:
///   - path: the database.
///   - copy: the file to be made, readable by its owner alone.
/// - Throws: `StorageError.failedBackup`; an unfinished copy is removed.
public func backUpDatabase(_ path: String, to copy: String) throws(StorageError) {
    do {
        // Signing keys may be in it. SQLite fills an empty file.
        _ = try FileDescriptor.creating(copy, permissions: 0o600, exclusively: true)
    } catch {
        throw .failedBackup(path: copy, reason: error.reason)
    }
    do {
        // A connection of its own reads one state and holds up nobody.
        let source = try DatabaseQueue(path: path)
        try source.writeWithoutTransaction { database in
            try database.execute(sql: "VACUUM INTO ?", arguments: [copy])
        }
        try source.close()
        let queue = try DatabaseQueue(path: copy)
        let verdict = try queue.read { try String.fetchOne($0, sql: "PRAGMA quick_check") }
        try queue.close()
        guard verdict == "ok" else {
            throw StorageError.failedBackup(path: copy, reason: verdict ?? "it cannot be read")
        }
        try FileDescriptor.reading(copy).sync()
    } catch {
        unlink(copy)
        switch error {
        case let known as StorageError: throw known
        case let known as DatabaseError: throw .failedBackup(path: copy, reason: known.reason)
        default: throw .failedBackup(path: copy, reason: "\(error)")
        }
    }
}
