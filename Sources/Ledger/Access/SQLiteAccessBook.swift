public import Access
public import Domain
import GRDB
import Glibc

/// Tokens, access log and comments in a SQLite file of their own beside the ledger: a long import
/// never holds up a view being logged.
public final class SQLiteAccessBook: AccessBook {
    private let database: DatabasePool
    private let path: String
    /// Signs the cookies of this installation.
    public let signingKey: [UInt8]

    /// The file that goes with a ledger.
    public static func path(besideLedger ledger: String) -> String { ledger + ".access" }

    /// Opens the file, made where it is missing, for its owner alone.
    ///
    /// - Throws: `LedgerError`.
    public init(path: String) throws {
        self.path = path
        do {
            let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
            if file >= 0 { close(file) }
            var configuration = Configuration()
            configuration.busyMode = .timeout(30)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            database = try DatabasePool(path: path, configuration: configuration)
            var migrator = DatabaseMigrator()
            migrator.registerMigration("1") { try $0.execute(sql: AccessSchema.first) }
            migrator.registerMigration("2") { try $0.execute(sql: AccessSchema.second) }
            migrator.registerMigration("3") { try $0.execute(sql: AccessSchema.third) }
            try migrator.migrate(database)
            let fresh = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
            signingKey = try database.write { database in
                try database.execute(
                    sql: "INSERT OR IGNORE INTO secrets (name, value) VALUES ('signing', ?)",
                    arguments: [hexadecimal(fresh)])
                return try String.fetchOne(
                    database, sql: "SELECT value FROM secrets WHERE name = 'signing'"
                ).map(bytes(ofHexadecimal:)) ?? fresh
            }
        } catch let error as DatabaseError {
            throw LedgerError.unreadable(
                path: path, reason: error.message ?? "SQLite \(error.resultCode)")
        }
    }

    /// Keeps a token.
    public func add(_ token: Token) throws {
        try writing { database in
            try database.execute(
                sql: """
                    INSERT INTO tokens (token_id, hash, name, role, csm_id, team, created, expires)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    token.id, hexadecimal(token.hash), token.viewer.name,
                    token.viewer.role.rawValue, token.viewer.csm?.text, token.viewer.team,
                    token.created.seconds, token.expires.seconds,
                ])
        }
    }

    /// The token with that hash; nil without one.
    public func token(hash: [UInt8]) throws -> Token? {
        try tokens(where: "hash = ?", [hexadecimal(hash)]).first
    }

    /// The token with that identifier; nil without one.
    public func token(id: String) throws -> Token? {
        try tokens(where: "token_id = ?", [id]).first
    }

    /// All tokens, the newest first.
    public func tokens() throws -> [Token] { try tokens(where: "TRUE", []) }

    /// Ends a token; false where there is none or it is ended already.
    public func revoke(_ id: String, at time: Instant) throws -> Bool {
        try writing { database in
            try database.execute(
                sql: "UPDATE tokens SET revoked = ? WHERE token_id = ? AND revoked IS NULL",
                arguments: [time.seconds, id])
            return database.changesCount > 0
        }
    }

    /// Ends a browser's session before its cookie does; forgets those whose cookies are over.
    public func end(session id: String, until expires: Instant, at time: Instant) throws {
        try writing { database in
            try database.execute(
                sql: "DELETE FROM ended_sessions WHERE expires <= ?", arguments: [time.seconds])
            try database.execute(
                sql: "INSERT OR IGNORE INTO ended_sessions (session_id, expires) VALUES (?, ?)",
                arguments: [id, expires.seconds])
        }
    }

    /// Whether a session was ended before its cookie.
    public func hasEnded(session id: String) throws -> Bool {
        try reading { database in
            try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM ended_sessions WHERE session_id = ?)",
                arguments: [id]) ?? false
        }
    }

    /// Adds views, all or none.
    public func record(_ views: [View]) throws {
        try writing { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO views (time, subject, name, role, csm_id, team, what)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """)
            for view in views {
                try statement.execute(arguments: [
                    view.time.seconds, view.subject, view.name, view.role.rawValue,
                    view.csm?.text, view.team, view.what,
                ])
            }
        }
    }

    /// Views, the newest first.
    public func views(
        of csm: CSMID?, before number: Int?, limit: Int
    ) throws -> [NumberedView] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT view_id, time, subject, name, role, csm_id, team, what FROM views
                    WHERE view_id < :before AND (\(csm == nil ? "TRUE" : "csm_id = :csm OR csm_id IS NULL"))
                    ORDER BY view_id DESC LIMIT :limit
                    """,
                arguments: StatementArguments(
                    [
                        "csm": csm?.text, "limit": limit, "before": number ?? .max,
                    ] as [String: (any DatabaseValueConvertible)?]))
        }.compactMap { row in
            guard let role = Role(rawValue: row[4]) else { return nil }
            return (
                row[0],
                View(
                    time: Instant(seconds: row[1]), subject: row[2], name: row[3], role: role,
                    csm: (row[5] as String?).map { CSMID($0) }, team: row[6], what: row[7])
            )
        }
    }

    /// Adds a comment; returns its number.
    public func add(_ comment: Comment) throws -> Int {
        try writing { database in
            try database.execute(
                sql: """
                    INSERT INTO comments (topic, time, subject, name, role, text, answers)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    comment.topic.key, comment.time.seconds, comment.subject, comment.name,
                    comment.role.rawValue, comment.text, comment.answers,
                ])
            return Int(database.lastInsertedRowID)
        }
    }

    /// The comments on something, the oldest first.
    public func comments(on topic: Comment.Topic) throws -> [NumberedComment] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT comment_id, time, subject, name, role, text, answers FROM comments
                    WHERE topic = ? ORDER BY comment_id
                    """, arguments: [topic.key])
        }.compactMap { row in
            guard let role = Role(rawValue: row[4]) else { return nil }
            return (
                row[0],
                Comment(
                    topic: topic, time: Instant(seconds: row[1]), subject: row[2], name: row[3],
                    role: role, text: row[5], answers: row[6])
            )
        }
    }

    /// Copies the file as it stands to another, which must not exist.
    ///
    /// - Throws: `LedgerError`.
    public func backUp(to other: String) throws { try copy(path, to: other) }

    private func tokens(where condition: String, _ arguments: [String]) throws -> [Token] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT token_id, hash, name, role, csm_id, team, created, expires, revoked
                    FROM tokens WHERE \(condition) ORDER BY created DESC, token_id
                    """, arguments: StatementArguments(arguments))
        }.compactMap { row in
            guard let role = Role(rawValue: row[3]) else { return nil }
            return Token(
                id: row[0], hash: bytes(ofHexadecimal: row[1]),
                viewer: Viewer(
                    subject: row[0], name: row[2], role: role,
                    csm: (row[4] as String?).map { CSMID($0) }, team: row[5]),
                created: Instant(seconds: row[6]), expires: Instant(seconds: row[7]),
                revoked: (row[8] as Int?).map(Instant.init))
        }
    }

    private func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try database.read(body)
        } catch let error as DatabaseError {
            throw LedgerError.unreadable(
                path: path, reason: error.message ?? "SQLite \(error.resultCode)")
        }
    }

    private func writing<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try database.write(body)
        } catch let error as DatabaseError {
            throw LedgerError.failedWrite(
                path: path, reason: error.message ?? "SQLite \(error.resultCode)")
        }
    }
}

extension Comment.Topic {
    fileprivate var key: String {
        switch self {
        case .card(let month, let csm): "card \(month) \(csm.text)"
        case .episode(let id): "episode \(id)"
        }
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

private func bytes(ofHexadecimal text: String) -> [UInt8] {
    let digits = text.utf8.map { UInt8($0 > 57 ? $0 - 87 : $0 - 48) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
