public import Calendar
import Formats
import GRDB
public import Identity
import Storage

/// A store of tokens, people and ended sessions in a SQLite file. The store of a service names the
/// file, and has all of `SignInStore` with it.
public protocol SQLiteSignInStore: SignInStore where Viewer: StoredViewer {
    /// The file with the tables.
    var file: SignInFile { get }
}

extension SQLiteSignInStore {
    /// The key that signs the cookies of this installation: 32 random bytes.
    public var signingKey: [UInt8] { file.signingKey }

    /// Stores a token.
    public func add(_ token: BearerToken<Viewer>) throws {
        try file.writing { database in
            try database.execute(
                sql: """
                    INSERT INTO tokens (token_id, hash, created, expires, \(Viewer.columns))
                    VALUES (?, ?, ?, ?, \(Viewer.marks))
                    """,
                arguments: [
                    token.id, hexadecimal(token.hash), token.created.seconds,
                    token.expires.seconds,
                ] + StatementArguments(try token.viewer.storedValues))
        }
    }

    /// The token with this hash; nil if there is none.
    public func token(hash: [UInt8]) throws -> BearerToken<Viewer>? {
        try tokens(where: "hash = ?", [hexadecimal(hash)]).first
    }

    /// The token with this identifier; nil if there is none.
    public func token(id: String) throws -> BearerToken<Viewer>? {
        try tokens(where: "token_id = ?", [id]).first
    }

    /// All tokens, newest first.
    public func tokens() throws -> [BearerToken<Viewer>] { try tokens(where: "TRUE", []) }

    /// Revokes a token; false if it does not exist or is revoked already.
    public func revoke(_ id: String, at time: Instant) throws -> Bool {
        try file.writing { database in
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
        try file.writing { database in
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
        try file.reading { database in
            try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM ended_sessions WHERE session_id = ?)",
                arguments: [id]) ?? false
        }
    }

    private func tokens(
        where condition: String, _ arguments: [String]
    ) throws -> [BearerToken<Viewer>] {
        try file.reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT token_id, hash, created, expires, revoked, \(Viewer.columns)
                    FROM tokens WHERE \(condition) ORDER BY created DESC, token_id
                    """, arguments: StatementArguments(arguments))
        }.map { row in
            let row = StoredValues(row: row, table: "tokens")
            guard let hash = bytes(ofHexadecimal: try row.value(1)) else { throw row.damaged(1) }
            return BearerToken(
                id: try row.value(0), hash: hash, viewer: try Viewer(row, from: 5),
                created: try row.instant(2), expires: try row.instant(3),
                revoked: try row.isNull(4) ? nil : row.instant(4))
        }
    }
}
