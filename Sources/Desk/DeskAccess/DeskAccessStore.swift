public import Calendar
import Domain
import Formats
import GRDB
import Storage

/// Who may use the desk, in a SQLite file beside the desk's ledger. It shares
/// nothing with the access file of the performance side.
///
/// ```swift
/// let path = DeskAccessStore.path(besideLedger: "parallax-desk.sqlite")
/// let store = try DeskAccessStore(path: path)
/// let tokens = try store.tokens()
/// ```
public final class DeskAccessStore: Sendable {
    private let database: DatabasePool
    private let path: String
    /// The key that signs the cookies of this installation: 32 random bytes.
    public let signingKey: [UInt8]

    /// The path of the access file that belongs to a ledger.
    public static func path(besideLedger ledger: String) -> String { ledger + ".access" }

    /// Opens the file. If it is missing, it is created and only its owner may read it.
    ///
    /// - Throws: `StorageError`; `DeskAccessError` if it is the access file of another program.
    public init(path: String) throws {
        self.path = path
        (database, signingKey) = try openingFile(path, creating: true) { _ in
            var configuration = Configuration()
            configuration.busyMode = .timeout(30)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let database = try openPool(path, configuration)
            let isForeign = try database.read {
                try $0.tableExists("tokens")
                    && !DatabaseMigrator.deskAccess.appliedIdentifiers($0).contains("desk 1")
            }
            guard !isForeign else { throw DeskAccessError.otherProgram(path: path) }
            guard try !database.read(DatabaseMigrator.deskAccess.hasBeenSuperseded) else {
                throw StorageError.newer(path: path)
            }
            try DatabaseMigrator.deskAccess.migrate(database)
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

    /// Stores a token.
    public func add(_ token: Token) throws {
        try writing { database in
            try database.execute(
                sql: """
                    INSERT INTO tokens
                        (token_id, hash, name, role, csm_id, teams, created, expires)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    token.id, hexadecimal(token.hash), token.viewer.name,
                    token.viewer.role.rawValue, token.viewer.csm?.text,
                    try token.viewer.storedTeams, token.created.seconds, token.expires.seconds,
                ])
        }
    }

    /// The token with this hash; nil if there is none.
    public func token(hash: [UInt8]) throws -> Token? {
        try tokens(where: "hash = ?", [hexadecimal(hash)]).first
    }

    /// The token with this identifier; nil if there is none.
    public func token(id: String) throws -> Token? {
        try tokens(where: "token_id = ?", [id]).first
    }

    /// All tokens, newest first.
    public func tokens() throws -> [Token] { try tokens(where: "TRUE", []) }

    /// Revokes a token; false if it does not exist or is revoked already.
    public func revoke(_ id: String, at time: Instant) throws -> Bool {
        try writing { database in
            try database.execute(
                sql: "UPDATE tokens SET revoked = ? WHERE token_id = ? AND revoked IS NULL",
                arguments: [time.seconds, id])
            return database.changesCount > 0
        }
    }

    /// Ends a browser session before its cookie expires; false if it had ended before. Also deletes
    /// ended sessions whose cookies have expired.
    @discardableResult
    public func end(session id: String, until expires: Instant, at time: Instant) throws -> Bool {
        try writing { database in
            try database.execute(
                sql: "DELETE FROM ended_sessions WHERE expires <= ?", arguments: [time.seconds])
            try database.execute(
                sql: "INSERT OR IGNORE INTO ended_sessions (session_id, expires) VALUES (?, ?)",
                arguments: [id, expires.seconds])
            return database.changesCount > 0
        }
    }

    /// Whether a session was ended before its cookie expired.
    public func hasEnded(session id: String) throws -> Bool {
        try reading { database in
            try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM ended_sessions WHERE session_id = ?)",
                arguments: [id]) ?? false
        }
    }

    private func tokens(where condition: String, _ arguments: [String]) throws -> [Token] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT token_id, hash, name, role, csm_id, teams, created, expires, revoked
                    FROM tokens WHERE \(condition) ORDER BY created DESC, token_id
                    """, arguments: StatementArguments(arguments))
        }.map { row in
            let row = StoredValues(row: row, table: "tokens")
            guard let hash = bytes(ofHexadecimal: try row.value(1)) else { throw row.damaged(1) }
            return Token(
                id: try row.value(0), hash: hash, viewer: try row.viewer(from: 2),
                created: try row.instant(6), expires: try row.instant(7),
                revoked: try row.isNull(8) ? nil : row.instant(8))
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
