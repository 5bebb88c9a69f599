import Formats
package import GRDB
import Glibc

/// Opens a database while no other program opens one in the same folder. So only one of two programs
/// creates the file and its tables, and the other waits.
///
/// A new file may be read by its owner alone. SQLite gives the files beside it the same permissions.
///
/// - Parameters:
///   - path: the file.
///   - creating: whether to create a missing file.
///   - body: opens the database. Its parameter says whether the file is new; it is empty then.
/// - Returns: what `body` returns.
/// - Throws: `StorageError`, or any other error of `body`.
package func openingFile<Value>(
    _ path: String, creating: Bool, _ body: (_ isNew: Bool) throws -> Value
) throws -> Value {
    let slash = path.lastIndex(of: "/").map { path[...$0] }
    // A folder that cannot be opened is no reason to stop: the file may be readable all the same.
    let folder = open(slash.map(String.init) ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if folder >= 0 { close(folder) } }
    while folder >= 0, flock(folder, LOCK_EX) != 0, errno == EINTR {}
    var isNew = false
    if creating {
        do {
            _ = try FileDescriptor.creating(path, exclusively: true)
            isNew = true
        } catch  where access(path, F_OK) != 0 {
            throw StorageError.failedWrite(
                path: path, reason: error.reason, remedy: remedy(ofFailedCreation: error.reason))
        } catch {
            // The file exists.
        }
    }
    return try readingFile(path) { try body(isNew) }
}

private func remedy(ofFailedCreation reason: String) -> String {
    switch reason {
    case "no such file or directory": "make its folder first, or name another file with --db"
    case "permission denied": "name a file with --db in a folder that you may write"
    default: "check the path and its permissions"
    }
}

/// Opens a database in write-ahead mode.
///
/// SQLite does not always wait when it switches a file to this mode while another program writes to
/// it in the old mode. So this tries again, for up to a minute.
///
/// - Parameters:
///   - path: the file.
///   - configuration: that of the connections.
/// - Returns: the connections.
/// - Throws: `DatabaseError`.
package func openPool(_ path: String, _ configuration: Configuration) throws -> DatabasePool {
    let end = ContinuousClock.now + .seconds(60)
    while true {
        do {
            return try DatabasePool(path: path, configuration: configuration)
        } catch let error as DatabaseError
            where error.resultCode.primaryResultCode == .SQLITE_BUSY && ContinuousClock.now < end
        {
            usleep(20_000)
        }
    }
}

extension Database {
    /// Refuses a database that has tables, but not one that the program always makes, so that nothing
    /// is added to the data of another program.
    ///
    /// - Parameters:
    ///   - table: a table that every version of the program makes.
    ///   - path: the file, for the error.
    /// - Throws: `StorageError.foreign`, `DatabaseError`.
    package func requireOwn(table: String, path: String) throws {
        let names = try String.fetchAll(
            self, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
        // The list of migrations alone is what a kill leaves while the first of them runs.
        guard names.allSatisfy({ $0 == "grdb_migrations" }) || names.contains(table) else {
            throw StorageError.foreign(
                path: path, what: "it is an SQLite database of another kind")
        }
    }

    /// What SQLite's own checks of the structure and of the references between tables find, in
    /// words.
    ///
    /// - Throws: `DatabaseError`.
    package func integrityFaults() throws -> [String] {
        var faults = try String.fetchAll(self, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        for row in try Row.fetchAll(self, sql: "PRAGMA foreign_key_check") {
            let (table, other): (String?, String?) = (row[0], row[2])
            faults.append(
                "a row of the table \(table ?? "?") refers to one of \(other ?? "?") that is missing"
            )
        }
        return faults.map { "\($0): \(remedy)" }
    }
}

/// Checks the structure of a database without changing it.
///
/// - Returns: what is wrong, one sentence each.
/// - Throws: `StorageError` if it cannot be read at all.
package func structureFaults(ofFile path: String) throws -> [String] {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(30)
    return try readingFile(path) {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        return try queue.read { try $0.integrityFaults() }
    }
}
