public import Calendar
import Formats
public import Access
public import Domain
import GRDB
import Storage

/// Tokens, access log and comments in a SQLite file next to the ledger. It is a separate file so
/// that a long import never delays an entry in the access log.
///
/// ```swift
/// let path = SQLiteAccessStore.path(besideLedger: "parallax.sqlite")
/// let store = try SQLiteAccessStore(path: path)
/// let newest = try store.records(of: nil, before: nil, limit: 20)
/// ```
public final class SQLiteAccessStore: AccessStore {
    private let database: DatabasePool
    private let path: String
    /// The key that signs the cookies of this installation.
    public let signingKey: [UInt8]

    /// The path of the access file that belongs to a ledger.
    public static func path(besideLedger ledger: String) -> String { ledger + ".access" }

    /// Opens the file. If it is missing, it is created and only its owner may read it.
    ///
    /// - Throws: `StorageError`.
    public init(path: String) throws {
        self.path = path
        (database, signingKey) = try openingFile(path, creating: true) { _ in
            var configuration = Configuration()
            configuration.busyMode = .timeout(30)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let database = try openPool(path, configuration)
            guard try !database.read(DatabaseMigrator.access.hasBeenSuperseded) else {
                throw StorageError.newer(path: path)
            }
            try DatabaseMigrator.access.migrate(database)
            return (database, try database.write { try Self.signingKey($0, path: path) })
        }
    }

    /// The signing key in the file. If there is none yet, a new one is stored.
    private static func signingKey(_ database: Database, path: String) throws -> [UInt8] {
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

    /// Adds records to the access log, either all or none.
    public func record(_ records: [AccessRecord]) throws {
        try writing { try Self.insert(records, into: $0) }
    }

    static func insert(_ records: [AccessRecord], into database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO views (time, subject, name, role, csm_id, team, what, kind)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        let person = try database.cachedStatement(
            sql: "INSERT INTO view_people (csm_id, view_id) VALUES (?, ?)")
        for record in records {
            try statement.execute(arguments: [
                record.time.seconds, record.subject, record.name, record.role?.rawValue ?? "",
                record.csm?.text, record.team, record.what, record.kind.rawValue,
            ])
            let number = database.lastInsertedRowID
            for csm in record.people { try person.execute(arguments: [csm.text, number]) }
        }
    }

    /// Access records, newest first.
    public func records(
        of csm: CSMID?, before number: Int?, limit: Int
    ) throws -> [NumberedAccessRecord] {
        try reading { database in
            // Three ranges of the index, each in the order of the numbers, instead of a scan of all.
            let rows =
                csm == nil
                ? "SELECT view_id FROM views WHERE view_id < :before"
                : """
                SELECT view_id FROM views WHERE csm_id = :csm AND view_id < :before
                UNION ALL
                SELECT view_id FROM views WHERE csm_id IS NULL AND team IS NULL
                    AND kind = 'view' AND view_id < :before
                UNION ALL
                SELECT view_id FROM view_people WHERE csm_id = :csm AND view_id < :before
                """
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT view_id, time, subject, name, role, csm_id, team, what, kind FROM views
                    WHERE view_id IN (\(rows) ORDER BY view_id DESC LIMIT :limit)
                    ORDER BY view_id DESC
                    """,
                arguments: StatementArguments(
                    [
                        "csm": csm?.text, "limit": limit, "before": number ?? .max,
                    ] as [String: (any DatabaseValueConvertible)?]))
        }.map { row in
            let row = StoredValues(row: row, table: "views")
            return (
                try row.value(0),
                AccessRecord(
                    kind: try row.kind(8), time: try row.instant(1), subject: try row.value(2),
                    name: try row.value(3), role: try row.value(4) == "" ? nil : row.role(4),
                    csm: (try row.value(5) as String?).map { CSMID($0) },
                    team: try row.value(6), what: try row.value(7))
            )
        }
    }

    /// Adds a comment and returns its number.
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

    /// The comments on a topic, oldest first.
    public func comments(on topic: Comment.Topic) throws -> [NumberedComment] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT comment_id, time, subject, name, role, text, answers FROM comments
                    WHERE topic = ? ORDER BY comment_id
                    """, arguments: [topic.key])
        }.map { row in
            let row = StoredValues(row: row, table: "comments")
            return (
                try row.value(0),
                Comment(
                    topic: topic, time: try row.instant(1), subject: try row.value(2),
                    name: try row.value(3), role: try row.role(4), text: try row.value(5),
                    answers: try row.value(6))
            )
        }
    }

    /// How many comments the scorecards of a month have; CSMs without one are absent.
    public func commentCounts(onCardsOf month: Month) throws -> [CSMID: Int] {
        // Every key of such a topic is this text and an identifier. "!" follows the space.
        let start = "card \(month) "
        return try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT topic, COUNT(*) FROM comments WHERE topic >= ? AND topic < ?
                    GROUP BY topic
                    """, arguments: [start, "card \(month)!"])
        }.reduce(into: [:]) { counts, row in
            let row = StoredValues(row: row, table: "comments")
            let topic: String = try row.value(0)
            counts[CSMID(String(topic.dropFirst(start.count)))] = try row.value(1)
        }
    }

    /// Checks the structure of an access file, without changing it.
    ///
    /// - Returns: what is wrong, one sentence each.
    /// - Throws: `StorageError` if it cannot be read at all.
    public static func faults(ofFile path: String) throws -> [String] {
        try structureFaults(ofFile: path)
    }

    /// Copies the file in its current state to a path where no file exists yet.
    ///
    /// - Throws: `StorageError`.
    public func backUp(to other: String) throws { try backUpDatabase(path, to: other) }

    private func tokens(where condition: String, _ arguments: [String]) throws -> [Token] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT token_id, hash, name, role, csm_id, team, created, expires, revoked
                    FROM tokens WHERE \(condition) ORDER BY created DESC, token_id
                    """, arguments: StatementArguments(arguments))
        }.map { row in
            let row = StoredValues(row: row, table: "tokens")
            let id: String = try row.value(0)
            guard let hash = bytes(ofHexadecimal: try row.value(1)) else { throw row.damaged(1) }
            return Token(
                id: id, hash: hash,
                viewer: Viewer(
                    subject: id, name: try row.value(2), role: try row.role(3),
                    csm: (try row.value(4) as String?).map { CSMID($0) }, team: try row.value(5)),
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

extension Comment.Topic {
    fileprivate var key: String {
        switch self {
        case .card(let month, let csm): "card \(month) \(csm.text)"
        case .episode(let id): "episode \(id)"
        }
    }
}
