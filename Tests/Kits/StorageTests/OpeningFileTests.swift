import Dispatch
import GRDB
import Glibc
import Storage
import Synchronization
import TestSupport
import Testing

@Suite struct OpeningFileTests {
    @Test func `Of many that open a missing file one makes it, for its owner alone`() throws {
        let folder = try ScratchFolder()
        let path = "\(folder.path)/new.sqlite"
        let makers = Mutex(0)
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            do {
                try openingFile(path, creating: true) { isNew in
                    let pool = try DatabasePool(path: path)
                    if isNew {
                        makers.withLock { $0 += 1 }
                        try pool.write { try $0.execute(sql: "CREATE TABLE t (a)") }
                    }
                    _ = try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") }
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(makers.withLock { $0 } == 1)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test(arguments: 0..<8)
    func `A switch to write-ahead mode waits for one that writes in the old mode`(
        attempt: Int
    ) throws {
        let folder = try ScratchFolder()
        let path = "\(folder.path)/new.sqlite"
        var configuration = Configuration()
        configuration.busyMode = .timeout(60)
        let writer = try DatabaseQueue(path: path, configuration: configuration)
        let isWriting = DispatchSemaphore(value: 0)
        let failures = Mutex<[String]>([])
        let writing = DispatchGroup()
        DispatchQueue.global().async(group: writing) {
            do {
                for number in 0..<400 {
                    try writer.write { database in
                        try database.execute(
                            sql: "CREATE TABLE IF NOT EXISTS t (a); INSERT INTO t VALUES (1)")
                        if number == 0 { isWriting.signal() }
                    }
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        isWriting.wait()
        let pool = try openPool(path, configuration)
        writing.wait()
        #expect(failures.withLock { $0 } == [])
        #expect(try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") } == 400)
    }

    @Test(arguments: [
        (ResultCode.SQLITE_CORRUPT, "the file is damaged", "restore a backup"),
        (.SQLITE_FULL, "cannot write a.sqlite (the disk is full)", "free some space"),
        (.SQLITE_READONLY_DBMOVED, "cannot write a.sqlite", "check the permissions"),
        (.SQLITE_BUSY, "another program keeps it locked", "try again"),
        (.SQLITE_CANTOPEN, "it cannot be opened", "check the path"),
        (.SQLITE_IOERR_READ, "the disk reports an error", "check the disk"),
        (.SQLITE_NOTADB, "the file is damaged", "restore a backup"),
    ])
    func `What SQLite refuses is said with the file and what to do`(
        code: ResultCode, reason: String, remedy: String
    ) throws {
        let message = "SQLite's own words"
        let error = #expect(throws: StorageError.self) {
            try readingFile("a.sqlite") { throw DatabaseError(resultCode: code, message: message) }
        }
        let text = try #require(error?.description)
        #expect(text.hasPrefix("cannot ") && text.contains("a.sqlite (") && !text.contains("\n"))
        #expect(text.contains(reason) && text.contains(remedy) && !text.contains("SQLite"))
        let other = #expect(throws: StorageError.self) {
            try writingFile("a.sqlite") { throw DatabaseError(resultCode: code, message: message) }
        }
        #expect(try #require(other?.description).hasPrefix("cannot write a.sqlite ("))
    }
}
