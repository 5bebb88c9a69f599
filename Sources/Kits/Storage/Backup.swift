import Formats
import GRDB
import Glibc

/// Copies a database that may be in use to a new file. The copy has one consistent state, is
/// checked and is synced to disk.
///
/// - Parameters:
///   - path: the database.
///   - copy: the file to create. It must not exist. Only its owner can read it.
/// - Throws: `StorageError.failedBackup`. An unfinished copy is removed.
public func backUpDatabase(_ path: String, to copy: String) throws(StorageError) {
    do {
        // The database may hold signing keys, so only the owner can read the copy. SQLite can write
        // into an empty file.
        _ = try FileDescriptor.creating(copy, exclusively: true)
    } catch {
        throw .failedBackup(path: copy, reason: error.reason)
    }
    do {
        // A separate connection reads one consistent state and blocks nobody.
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
