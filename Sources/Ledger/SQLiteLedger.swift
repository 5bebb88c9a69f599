public import Domain
import GRDB
import Glibc

/// The ledger in one SQLite file, in write-ahead mode: an import never blocks a reading.
public final class SQLiteLedger: FactStore, Sendable {
    private let pool: DatabasePool
    private let path: String

    /// Opens the ledger, brought up to the newest migration.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - creating: whether a missing file is made.
    /// - Throws: `LedgerError`.
    public init(path: String, creating: Bool) throws {
        self.path = path
        var configuration = Configuration()
        configuration.busyMode = .timeout(60)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA page_size = 16384;
                    PRAGMA synchronous = FULL;
                    PRAGMA cache_size = -32768;
                    """)
        }
        guard creating || access(path, F_OK) == 0 else { throw LedgerError.missing(path: path) }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            let isNewer = try pool.read { try DatabaseMigrator.ledger.hasBeenSuperseded($0) }
            guard !isNewer else {
                throw LedgerError.unreadable(path: path, reason: "a newer Parallax wrote it")
            }
            try DatabaseMigrator.ledger.migrate(pool)
        } catch let error as DatabaseError {
            throw LedgerError.unreadable(
                path: path, reason: error.message ?? "SQLite \(error.resultCode)")
        }
    }

    /// Takes in one file in one transaction.
    public func take(
        _ file: ImportedFile, _ body: (any FactWriter) throws -> ImportReceipt?
    ) throws -> Bool {
        try writing { database in
            var isKept = false
            try database.inTransaction(.immediate) {
                isKept = try Ledger.take(file, in: database, body)
                return isKept ? .commit : .rollback
            }
            return isKept
        }
    }

    /// Runs `body` in a transaction that is rolled back.
    public func rehearse(_ body: (any FactStore) throws -> Void) throws {
        try writing { database in
            try database.inTransaction(.immediate) {
                try body(Rehearsal(database: database))
                return .rollback
            }
        }
    }

    /// The facts as they stand now.
    public func reading() throws -> any FactReading {
        try SQLiteReading(pool.makeSnapshot())
    }

    private func writing<Result>(_ body: (Database) throws -> Result) throws -> Result {
        do {
            return try pool.writeWithoutTransaction(body)
        } catch let error as DatabaseError {
            throw LedgerError.failedWrite(
                path: path, reason: error.message ?? "SQLite \(error.resultCode)")
        }
    }
}

/// A store inside a transaction that will be rolled back.
private struct Rehearsal: FactStore {
    let database: Database

    func take(
        _ file: ImportedFile, _ body: (any FactWriter) throws -> ImportReceipt?
    ) throws -> Bool {
        var isKept = false
        try database.inSavepoint {
            isKept = try Ledger.take(file, in: database, body)
            return isKept ? .commit : .rollback
        }
        return isKept
    }

    func rehearse(_ body: (any FactStore) throws -> Void) throws {
        try body(self)
    }

    func reading() throws -> any FactReading {
        throw LedgerError.unreadable(path: "rehearsal", reason: "a rehearsal cannot be read")
    }
}

/// Writes a file's rows; returns whether they are to be kept.
private func take(
    _ file: ImportedFile, in database: Database, _ body: (any FactWriter) throws -> ImportReceipt?
) throws -> Bool {
    let writer = try SQLiteFactWriter(database, file: file)
    guard let receipt = try body(writer) else { return false }
    try writer.finish(receipt)
    return true
}
