public import Calendar
public import Domain
import Formats
import GRDB
import Keeping
import Storage
import Glibc
import Synchronization

/// The ledger in one SQLite file.
///
/// ```swift
/// let ledger = try SQLiteLedger(path: "parallax.db", creating: true)
/// let facts = try ledger.reading(knownAt: nil)
/// print(facts.portfolio.accounts.count)
/// ```
///
/// The file is in write-ahead mode, so an import never blocks a reading. Until its first reading, a
/// new ledger uses a rollback journal, which writes added data only once.
public final class SQLiteLedger: FactStore, Sendable {
    let path: String
    private let connection: Mutex<any DatabaseWriter>
    private let configuration: Configuration
    private let kept: KeptFile

    /// Opens the ledger and migrates it to the newest version.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - creating: whether to create a missing file.
    ///   - feeds: the feeds of the program, `Feed.performance` or `Feed.desk`. The file has tables for
    ///     no others. A ledger of the other program is refused.
    /// - Throws: `LedgerError` or `StorageError`.
    public convenience init(
        path: String, creating: Bool, feeds: [Feed] = Feed.performance
    ) throws {
        try self.init(path: path, creating: creating, feeds: feeds, onStatement: nil)
    }

    /// Opens the ledger for a test. `onStatement` is called with every statement that SQLite runs.
    package init(
        path: String, creating: Bool, feeds: [Feed] = Feed.performance,
        onStatement: (@Sendable (String) -> Void)?
    ) throws {
        self.path = path
        kept = KeptFile(path + ".kept")
        let migrator = DatabaseMigrator.ledger(of: feeds)
        let configuration = Configuration.ledger(onStatement: onStatement)
        self.configuration = configuration
        try Self.checkFile(path, creating: creating)
        let writer = try openingFile(path, creating: creating) { isNew in
            if isNew || creating && Self.isEmpty(path) {
                try Self.make(path, configuration, migrator)
            }
            // Whoever would create a ledger begins with an import, for which one connection is enough.
            let writer: any DatabaseWriter =
                creating
                ? try DatabaseQueue(path: path, configuration: configuration)
                : try openPool(path, configuration)
            try writer.read { try $0.requireOwn(table: "imports", path: path) }
            guard try writer.read({ try $0.isLedger(of: feeds) }) else {
                throw LedgerError.otherProgram(path: path)
            }
            let isNewer = try writer.read { try migrator.hasBeenSuperseded($0) }
            guard !isNewer else { throw StorageError.newer(path: path) }
            try migrator.migrate(writer)
            return writer
        }
        connection = Mutex(writer)
    }

    /// Makes a new ledger beside its place and moves it there when it has all its tables. So a kill
    /// never leaves one with some of them, of which nobody could tell whose it is.
    private static func make(
        _ path: String, _ configuration: Configuration, _ migrator: DatabaseMigrator
    ) throws {
        let draft = path + ".new"
        func removeDraft() { for end in ["", "-journal", "-wal", "-shm"] { unlink(draft + end) } }
        removeDraft()
        do {
            let file = try FileDescriptor.creating(draft, exclusively: true)
            let queue = try DatabaseQueue(path: draft, configuration: configuration)
            // A draft may be lost until it is moved, so each step need not wait for the disk.
            try queue.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
            }
            try migrator.migrate(queue)
            try queue.close()
            try file.sync()
        } catch {
            removeDraft()
            switch error {
            case let error as DatabaseError:
                throw StorageError.failedWrite(path: path, reason: error.reason)
            case let error as FileError:
                throw StorageError.failedWrite(path: path, reason: error.reason)
            default: throw error
            }
        }
        guard rename(draft, path) == 0 else {
            let reason = reasonOfLastError()
            removeDraft()
            throw StorageError.failedWrite(path: path, reason: reason)
        }
    }

    /// Whether a file has no byte, as a kill leaves it before a new ledger is moved to its place.
    private static func isEmpty(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            && status.st_size == 0
    }

    /// Checks that there is a file, where none is to be created, and that it is not empty.
    static func checkFile(_ path: String, creating: Bool) throws {
        var status = stat()
        guard !creating else { return }
        guard stat(path, &status) == 0 || errno == EACCES else {
            throw LedgerError.missing(path: path)
        }
        if status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 {
            throw LedgerError.empty(path: path)
        }
    }

    /// Imports one file in one transaction.
    public func importFile(
        _ file: ImportedFile, _ body: (any FactWriter) throws -> ImportReceipt?
    ) throws -> Bool {
        try writing { database in
            var isKept = false
            try database.inTransaction(.immediate) {
                isKept = try Ledger.importFile(file, in: database, body)
                return isKept ? .commit : .rollback
            }
            return isKept
        }
    }

    /// Remembers that a file was refused as a whole, until the feed's next file.
    public func refuse(_ file: ImportedFile, reason: String, time: Instant) throws {
        try writing { database in
            try database.inTransaction(.immediate) {
                try LedgerNotes.refuse(file, reason: reason, time: time, database)
                return .commit
            }
        }
    }

    /// Whether rejected rows of a feed wait for an account or a CSM.
    public func hasWaitingRows(of feed: Feed) throws -> Bool {
        try writing { try Ledger.hasWaitingRows($0, of: feed) }
    }

    /// The rejected rows of a feed that stand.
    public func forEachReject(of feed: Feed, _ body: (StandingReject) throws -> Void) throws {
        try writing { database in
            try RejectedRowWriter.forEachStanding(database, feed) { try body($1) }
        }
    }

    /// The rows that are withdrawn.
    public func withdrawals() throws -> [Withdrawal] { try writing(Withdrawals.all) }

    /// Forgets the rejected rows and the refused file of a feed. Returns how many rows.
    public func forgetRejects(of feed: Feed, time: Instant) throws -> Int {
        try writing { database in
            var count = 0
            try database.inTransaction(.immediate) {
                count = try LedgerNotes.forgetRejects(of: feed, time: time, database)
                return .commit
            }
            return count
        }
    }

    /// Runs `body` in a transaction that is rolled back.
    public func dryRun<Result>(_ body: (any FactStore) throws -> Result) throws -> Result {
        try writing { database in
            try database.beginTransaction(.immediate)
            let result = Swift.Result { try body(DryRunStore(database: database)) }
            // Some errors of SQLite end the transaction themselves.
            if database.isInsideTransaction { try database.rollback() }
            return try result.get()
        }
    }

    /// Reads the facts as they stood after the last import committed at or before a moment; nil
    /// means now.
    public func reading(knownAt moment: Instant?) throws -> any FactReading {
        let pool = try pool()
        return try readingFile(path) {
            try SQLiteReading(
                Snapshots(pool, revision: Ledger.revision), knownAt: moment,
                kept: kept)
        }
    }

    /// The ledger's revision. It grows with every imported file; facts read at one revision stay
    /// valid until the next.
    public func revision() throws -> Int {
        let pool = try pool()
        return try readingFile(path) { try pool.read(Ledger.revision) }
    }

    /// The import log of a feed: the files imported after a revision, in order.
    public func importLog(of feed: Feed, after revision: Int) throws -> [LoggedImport] {
        let pool = try pool()
        return try readingFile(path) {
            try pool.read { try Ledger.importLog($0, of: feed, after: revision) }
        }
    }

    /// The connection pool. The first call switches the ledger to write-ahead mode.
    func pool() throws -> DatabasePool {
        try connection.withLock { connection in
            if let pool = connection as? DatabasePool { return pool }
            try connection.close()
            let pool = try openPool(path, configuration)
            connection = pool
            return pool
        }
    }

    /// Copies the ledger to a new file, while the ledger is in use. The file must not exist.
    ///
    /// - Throws: `StorageError.failedBackup`; an unfinished copy is removed.
    public func backUp(to other: String) throws { try backUpDatabase(path, to: other) }

    private func writing<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try writingFile(path) { try connection.withLock { $0 }.writeWithoutTransaction(body) }
    }
}

extension Configuration {
    static func ledger(
        onStatement: (@Sendable (String) -> Void)?
    ) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(60)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.addRowChecksum()
            if let onStatement {
                database.trace { event in
                    if case .statement(let statement) = event { onStatement(statement.sql) }
                }
            }
            try database.execute(
                sql: """
                    PRAGMA page_size = 16384;
                    PRAGMA synchronous = FULL;
                    PRAGMA cache_size = -32768;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA mmap_size = 0;
                    """)
        }
        return configuration
    }
}

/// A store inside a transaction that will be rolled back.
private struct DryRunStore: FactStore {
    let database: Database

    func importFile(
        _ file: ImportedFile, _ body: (any FactWriter) throws -> ImportReceipt?
    ) throws -> Bool {
        var isKept = false
        try database.inSavepoint {
            isKept = try Ledger.importFile(file, in: database, body)
            return isKept ? .commit : .rollback
        }
        return isKept
    }

    func refuse(_ file: ImportedFile, reason: String, time: Instant) throws {
        try LedgerNotes.refuse(file, reason: reason, time: time, database)
    }

    func hasWaitingRows(of feed: Feed) throws -> Bool {
        try Ledger.hasWaitingRows(database, of: feed)
    }

    func forEachReject(of feed: Feed, _ body: (StandingReject) throws -> Void) throws {
        try RejectedRowWriter.forEachStanding(database, feed) { try body($1) }
    }

    func forgetRejects(of feed: Feed, time: Instant) throws -> Int {
        try LedgerNotes.forgetRejects(of: feed, time: time, database)
    }

    func withdrawals() throws -> [Withdrawal] { try Withdrawals.all(database) }

    func dryRun<Result>(_ body: (any FactStore) throws -> Result) throws -> Result {
        try body(self)
    }

    func revision() throws -> Int { try Ledger.revision(database) }

    func importLog(of feed: Feed, after revision: Int) throws -> [LoggedImport] {
        try Ledger.importLog(database, of: feed, after: revision)
    }

    func reading(knownAt moment: Instant?) throws -> any FactReading {
        throw LedgerError.dryRunCannotBeRead
    }
}

/// Writes a file's rows. Returns whether to keep them.
private func importFile(
    _ file: ImportedFile, in database: Database, _ body: (any FactWriter) throws -> ImportReceipt?
) throws -> Bool {
    let writer = try SQLiteFactWriter(database, file: file)
    guard let receipt = try body(writer) else { return false }
    try writer.finish(receipt)
    return true
}

private func hasWaitingRows(_ database: Database, of feed: Feed) throws -> Bool {
    try Bool.fetchOne(
        database,
        sql: """
            SELECT EXISTS (SELECT 1 FROM rejected_rows
            WHERE feed = ? AND ended_by IS NULL AND waiting IS NOT NULL)
            """, arguments: [feed.rawValue]) ?? false
}

/// The last number in the import log. The log only grows, so the number identifies a state.
func revision(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "SELECT max(import_id) FROM imports") ?? 0
}

private func importLog(
    _ database: Database, of feed: Feed, after revision: Int
) throws -> [LoggedImport] {
    let rows = try PreparedStatement(
        database,
        """
        SELECT import_id, file, imported_at, coalesce(digest, ''), taken, unchanged, restated,
            withdrawn, rejected, details
        FROM imports NOT INDEXED WHERE feed = ? AND import_id > ? AND entry_kind IS NULL
        ORDER BY import_id
        """)
    rows.bind(feed.rawValue, at: 1)
    rows.bind(Int64(revision), at: 2)
    let row = StoredRow(rows, table: "imports", keys: [0])
    var log: [LoggedImport] = []
    while try rows.step() {
        guard let time = Instant(try row.text(2)) else { throw row.damaged(2) }
        var fates = RowFates()
        fates.taken = try row.integer(4, in: 0...Int.max)
        fates.unchanged = try row.integer(5, in: 0...Int.max)
        fates.restated = try row.integer(6, in: 0...Int.max)
        fates.withdrawn = try row.integer(7, in: 0...Int.max)
        log.append(
            LoggedImport(
                file: ImportedFile(feed: feed, name: try row.text(1)),
                receipt: ImportReceipt(
                    rejected: try row.integer(8, in: 0...Int.max), digest: try row.text(3),
                    time: time, details: try row.optionalText(9)),
                fates: fates))
    }
    return log
}
