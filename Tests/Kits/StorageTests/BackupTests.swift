import Formats
import GRDB
import Glibc
import Storage
import TestSupport
import Testing

@Suite struct BackupTests {
    private let folder: ScratchFolder
    private var source: String { "\(folder.path)/store.sqlite" }
    private var copy: String { "\(folder.path)/copy.sqlite" }

    init() throws { folder = try ScratchFolder() }

    @Test func `A copy holds what was committed, for its owner alone, and nothing lies beside it`()
        throws
    {
        let pool = try DatabasePool(path: source)
        try pool.write { try $0.execute(sql: "CREATE TABLE t (a); INSERT INTO t VALUES (7)") }
        try backUpDatabase(source, to: copy)
        try pool.write { try $0.execute(sql: "INSERT INTO t VALUES (8)") }
        let values = try DatabaseQueue(path: copy).read {
            try Int.fetchAll($0, sql: "SELECT a FROM t")
        }
        #expect(values == [7])
        var status = stat()
        #expect(stat(copy, &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(folder.names().filter { $0.hasPrefix("copy") } == ["copy.sqlite"])
    }

    @Test func `A file that exists is refused and stays as it is`() throws {
        _ = try DatabaseQueue(path: source)
        try folder.write("copy.sqlite", "mine")
        #expect(throws: StorageError.failedBackup(path: copy, reason: "file exists")) {
            try backUpDatabase(source, to: copy)
        }
        let file = try FileDescriptor.reading(copy)
        #expect(try file.size() == 4)
    }

    @Test func `A copy of what is no database leaves nothing behind`() throws {
        try folder.write("store.sqlite", String(repeating: "This is no database. ", count: 100))
        #expect(throws: StorageError.failedBackup(path: copy, reason: "the file is damaged")) {
            try backUpDatabase(source, to: copy)
        }
        #expect(folder.names() == ["store.sqlite"])
    }

    @Test func `A copy into a missing folder is refused`() throws {
        _ = try DatabaseQueue(path: source)
        let place = "\(folder.path)/none/copy.sqlite"
        let error = StorageError.failedBackup(path: place, reason: "no such file or directory")
        #expect(throws: error) { try backUpDatabase(source, to: place) }
    }
}
