import GRDB
import Glibc

extension SQLiteLedger {
    /// Copies the ledger as it stands to another file, which must not exist, while it is in use.
    ///
    /// - Throws: `LedgerError`; a part of a copy is removed.
    public func backUp(to other: String) throws {
        try copy(path, to: other)
    }
}

/// Copies a database in one consistent state, syncs the copy and checks it.
func copy(_ path: String, to other: String) throws {
    guard access(other, F_OK) != 0 else {
        throw LedgerError.failedBackup(path: other, reason: "it exists already")
    }
    do {
        // For its owner alone, as signing keys are in it too. SQLite fills an empty file.
        let empty = open(other, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard empty >= 0 else {
            throw LedgerError.failedBackup(path: other, reason: String(cString: strerror(errno)))
        }
        close(empty)
        // On a connection of its own, which reads one state and holds up nobody.
        let source = try DatabaseQueue(path: path)
        try source.writeWithoutTransaction { database in
            try database.execute(sql: "VACUUM INTO ?", arguments: [other])
        }
        try source.close()
        let queue = try DatabaseQueue(path: other)
        let verdict = try queue.read { try String.fetchOne($0, sql: "PRAGMA quick_check") }
        try queue.close()
        guard verdict == "ok" else {
            throw LedgerError.failedBackup(path: other, reason: verdict ?? "it cannot be read")
        }
        let file = open(other, O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        guard fsync(file) == 0 else {
            throw LedgerError.failedBackup(path: other, reason: String(cString: strerror(errno)))
        }
    } catch let error as DatabaseError {
        unlink(other)
        throw LedgerError.failedBackup(
            path: other, reason: error.message ?? "SQLite \(error.resultCode)")
    }
}
