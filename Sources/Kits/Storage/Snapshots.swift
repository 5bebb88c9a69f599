import Dispatch
package import GRDB
import Synchronization

/// Two connections that see the same state of a database, so that two reads can run at the same
/// time.
package final class Snapshots: Sendable {
    private let free: Mutex<[DatabaseSnapshot]>
    private let available: DispatchSemaphore
    private let path: String

    /// Takes two snapshots of the newest state.
    ///
    /// - Parameters:
    ///   - pool: the database.
    ///   - revision: returns a number that grows with every commit.
    /// - Throws: `DatabaseError`.
    package init(_ pool: DatabasePool, revision: (Database) throws -> Int) throws {
        var snapshots = [try Self.snapshot(pool), try Self.snapshot(pool)]
        // A commit may have happened between the two snapshots.
        while try snapshots[0].read(revision) != snapshots[1].read(revision) {
            snapshots = [snapshots[1], try Self.snapshot(pool)]
        }
        path = pool.path
        available = DispatchSemaphore(value: snapshots.count)
        free = Mutex(snapshots)
    }

    /// Runs `body` on a free connection. Waits when none is free.
    ///
    /// - Throws: `StorageError.unreadable` for an SQLite error, or any other error of `body`.
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
        // A review reads each page once, so a large cache would only use memory.
        try snapshot.read { try $0.execute(sql: "PRAGMA cache_size = -2048") }
        return snapshot
    }
}
