public import Access
public import Calendar
public import Domain
import GRDB
public import IdentityStorage
import Storage

/// Tokens, access log and comments in a SQLite file next to the ledger. It is a separate file so
/// that a long import never delays an entry in the access log.
///
/// ```swift
/// let path = SQLiteAccessStore.path(besideLedger: "parallax.sqlite")
/// let store = try SQLiteAccessStore(path: path)
/// let newest = try store.records(of: nil, before: nil, limit: 20)
/// ```
public final class SQLiteAccessStore: AccessStore, SQLiteSignInStore {
    /// The file with the tables.
    public let file: SignInFile

    /// The path of the access file that belongs to a ledger.
    public static func path(besideLedger ledger: String) -> String { ledger + ".access" }

    /// Opens the file. If it is missing, it is created and only its owner may read it.
    ///
    /// - Throws: `StorageError`.
    public init(path: String) throws {
        file = try SignInFile(path: path, migrator: .access)
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
                    kind: try row.word(8), time: try row.instant(1), subject: try row.value(2),
                    name: try row.value(3), role: try row.value(4) == "" ? nil : row.word(4),
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
                    name: try row.value(3), role: try row.word(4), text: try row.value(5),
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
    public func backUp(to other: String) throws { try file.backUp(to: other) }

    /// Reads from the file.
    func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try file.reading(body)
    }

    /// Writes to the file, in one transaction.
    func writing<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try file.writing(body)
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
