import Dispatch
package import GRDB
import Synchronization

/// Two connections that see the same state of a database, so that two questions are answered at
/// once.
package final class Snapshots: Sendable {
    private let free: Mutex<[DatabaseSnapshot]>
    private let available: DispatchSemaphore
    private let path: String

    /// Snapshots of the newest state.
    ///
    /// - Parameters:
    ///   - pool: the database.
    ///   - revision: grows with every commit.
    /// - Throws: `DatabaseError`.
    package init(_ pool: DatabasePool, revision: (Database) throws -> Int) throws {
        var snapshots = [try Self.snapshot(pool), try Self.snapshot(pool)]
        // Something may have been committed between the two.
        while try snapshots[0].read(revision) != snapshots[1].read(revision) {
            snapshots = [snapshots[1], try Self.snapshot(pool)]
        }
        path = pool.path
        available = DispatchSemaphore(value: snapshots.count)
        free = Mutex(snapshots)
    }

    /// Reads with whichever connection is free, waiting for one where none is.
    ///
    /// - Throws: `StorageError.unreadable` for an error of SQLite, or what else `body` throws.
    package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        available.wait()
        defer { available.signal() }
        let taken = free.withLock { $0.popLast() }
        guard let snapshot = taken else { preconditionFailure("no snapshot is free") }
        defer { free.withLock { $0.append(snapshot) } }
        return try readingFile(path) { try snapshot.read(body) }
    }

    private static func snapshot(_ pool: DatabasePool) throws -> DatabaseSnapshot {
        let snapshot = try pool.makeSnapshot()
        // A review reads each page once: a large cache would only hold memory.
        try snapshot.read { try $0.execute(sql: "PRAGMA cache_size = -2048") }
        return snapshot
    }
}
