import GRDB
import Storage

/// What the desk has told and sent, in a SQLite file beside its ledger. It holds no facts: if it is
/// lost, things are told and sent again.
///
/// ```swift
/// let path = SQLiteDeskMemory.path(besideLedger: "parallax-desk.sqlite")
/// let memory = try SQLiteDeskMemory(path: path)
/// let known = try memory.pushed(.overrides, to: "https://parallax.example.com")
/// ```
///
/// Every step is one transaction and on the disk before a method returns.
public final class SQLiteDeskMemory: Sendable {
    private let database: DatabasePool
    private let path: String

    /// The path of the memory that belongs to a ledger.
    public static func path(besideLedger ledger: String) -> String { ledger + ".memory" }

    /// Opens the file. If it is missing, it is created and only its owner may read it.
    ///
    /// - Throws: `StorageError`.
    public init(path: String) throws {
        self.path = path
        database = try openingFile(path, creating: true) { _ in
            var configuration = Configuration()
            configuration.busyMode = .timeout(30)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let database = try openPool(path, configuration)
            try database.read { try $0.requireOwn(table: "pushed", path: path) }
            guard try !database.read(DatabaseMigrator.memory.hasBeenSuperseded) else {
                throw StorageError.newer(path: path)
            }
            try DatabaseMigrator.memory.migrate(database)
            return database
        }
    }

    /// Reads from the file.
    func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try readingFile(path) { try database.read(body) }
    }

    /// Writes to the file, in one transaction.
    func writing<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try writingFile(path) { try database.write(body) }
    }
}
