import Formats
package import GRDB
import Storage

/// A SQLite file that has the tables of tokens, people and ended sessions, and the key that signs
/// the cookies of an installation. The migrations of its service make them.
///
/// A service has these tables, with the columns of its viewers (`StoredViewer`) in the two that have
/// a role:
///
/// ```sql
/// CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL)
/// CREATE TABLE tokens (token_id, hash, name, role, …, created, expires, revoked)
/// CREATE TABLE people (person_id, email, subject, name, role, …, added, removed)
/// CREATE TABLE ended_sessions (session_id, expires)
/// ```
public struct SignInFile: Sendable {
    private let database: DatabasePool
    private let path: String
    /// The key that signs the cookies of this installation: 32 random bytes.
    let signingKey: [UInt8]

    /// Opens the file. If it is missing, it is created and only its owner may read it.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - migrator: makes the tables.
    ///   - check: refuses the file of another program before anything is changed.
    /// - Throws: `StorageError`; what `check` throws.
    package init(
        path: String, migrator: DatabaseMigrator, check: (Database) throws -> Void = { _ in }
    ) throws {
        self.path = path
        (database, signingKey) = try openingFile(path, creating: true) { _ in
            var configuration = Configuration()
            configuration.busyMode = .timeout(30)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let database = try openPool(path, configuration)
            try database.read(check)
            guard try !database.read(migrator.hasBeenSuperseded) else {
                throw StorageError.newer(path: path)
            }
            try migrator.migrate(database)
            return (database, try database.write(Self.signingKey))
        }
    }

    /// The signing key in the file. If there is none yet, a new one is stored.
    private static func signingKey(_ database: Database) throws -> [UInt8] {
        let fresh = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
        try database.execute(
            sql: "INSERT OR IGNORE INTO secrets (name, value) VALUES ('signing', ?)",
            arguments: [hexadecimal(fresh)])
        let kept = try String.fetchOne(
            database, sql: "SELECT value FROM secrets WHERE name = 'signing'")
        guard let key = kept.flatMap({ bytes(ofHexadecimal: $0) }), key.count == fresh.count else {
            throw StorageError.damagedRow(table: "secrets", key: "signing", column: "value")
        }
        return key
    }

    /// Reads from the file.
    package func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try readingFile(path) { try database.read(body) }
    }

    /// Writes to the file, in one transaction.
    package func writing<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try writingFile(path) { try database.write(body) }
    }

    /// Copies the file in its current state to a path where no file exists yet.
    ///
    /// - Throws: `StorageError`.
    package func backUp(to other: String) throws { try backUpDatabase(path, to: other) }
}
