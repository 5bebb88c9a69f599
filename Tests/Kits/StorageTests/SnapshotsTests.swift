import Dispatch
import GRDB
import Storage
import Synchronization
import TestSupport
import Testing

@Suite struct SnapshotsTests {
    private let folder: ScratchFolder
    private let pool: DatabasePool

    init() throws {
        folder = try ScratchFolder()
        pool = try DatabasePool(path: "\(folder.path)/store.sqlite")
        try pool.write { try $0.execute(sql: "CREATE TABLE t (a)") }
    }

    private static func count(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM t") ?? -1
    }

    private func commit() throws {
        try pool.write { try $0.execute(sql: "INSERT INTO t VALUES (1)") }
    }

    @Test func `Both readers see one state while a writer commits`() throws {
        let snapshots = try Snapshots(pool, revision: Self.count)
        try commit()
        let counts = try snapshots.read { first in
            try commit()
            // The other connection is the only one that is free.
            return [try Self.count(first), try snapshots.read(Self.count)]
        }
        #expect(counts == [0, 0])
        #expect(try Snapshots(pool, revision: Self.count).read(Self.count) == 2)
    }

    @Test func `A commit between the making of the two makes them anew`() throws {
        var commits = 0
        let snapshots = try Snapshots(pool) { database in
            if commits < 3 {
                commits += 1
                try commit()
            }
            return try Self.count(database)
        }
        let counts = try snapshots.read { first in
            [try Self.count(first), try snapshots.read(Self.count)]
        }
        #expect(counts[0] == counts[1])
    }

    @Test func `More readers than connections wait for their turn`() throws {
        let snapshots = try Snapshots(pool, revision: Self.count)
        let counts = Mutex<[Int]>([])
        let readers = DispatchGroup()
        for _ in 0..<20 {
            DispatchQueue.global().async(group: readers) {
                let count = (try? snapshots.read(Self.count)) ?? -1
                counts.withLock { $0.append(count) }
            }
        }
        for _ in 0..<10 { try commit() }
        readers.wait()
        #expect(counts.withLock { $0 } == Array(repeating: 0, count: 20))
    }

    @Test func `A failed read gives its connection back`() throws {
        let snapshots = try Snapshots(pool, revision: Self.count)
        for _ in 0..<5 {
            #expect(throws: StorageError.self) {
                try snapshots.read { try $0.execute(sql: "SELECT none FROM t") }
            }
        }
        #expect(try snapshots.read(Self.count) == 0)
    }
}
