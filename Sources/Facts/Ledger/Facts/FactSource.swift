import Domain
import GRDB
import Storage

/// Where to read the rows of a feed as they stood at one moment.
enum FactSource {
    /// The current rows.
    case now
    /// The rows as they stood after an import.
    case after(importID: Int64)
    /// The rows while an import is applied: of its feed, some kinds of changes are made and others
    /// are not.
    case during(importID: Int64, feed: Feed, made: Changes)

    /// Which changes of an import are made, of those that a reading `during` it may have.
    enum Changes {
        /// Rows are taken back.
        case withdrawn
        /// Rows are taken back, and new ones are there. Changed ones are as before.
        case withdrawnAndNew
    }

    /// The last import that counts as a whole.
    var lastImport: Int64 {
        switch self {
        case .now: .max
        case .after(let importID): importID
        case .during(let importID, _, _): importID - 1
        }
    }

    /// What parameter 1 of a query for rows is; nil for none.
    private var parameter: Int64? {
        switch self {
        case .now: nil
        case .after(let importID), .during(let importID, _, _): importID
        }
    }

    /// A query for the rows of a feed other than health. Except for `now`, parameter 1 is the import.
    func rows(of feed: Feed) -> String {
        let table = feed.rawValue
        let columns = feed.columns.map(\.name).joined(separator: ", ")
        let after = """
            SELECT \(columns) FROM \(table)
            WHERE import_id <= ?1 AND (withdrawn_by IS NULL OR withdrawn_by > ?1)
            UNION ALL
            SELECT \(columns) FROM \(table)_history WHERE known_since <= ?1 AND known_until > ?1
            """
        switch self {
        case .now: return "SELECT \(columns) FROM \(table) NOT INDEXED WHERE withdrawn_by IS NULL"
        case .during(_, feed, let changes):
            let before = """
                SELECT \(columns) FROM \(table)
                WHERE import_id < ?1 AND (withdrawn_by IS NULL OR withdrawn_by >= ?1)
                UNION ALL
                SELECT \(columns) FROM \(table)_history
                WHERE known_since < ?1 AND known_until >= ?1
                """
            let key = feed.columns.filter(\.isKey).map(\.name).joined(separator: ", ")
            let kept = """
                SELECT \(columns) FROM (\(before)) WHERE (\(key)) IN (SELECT \(key) FROM (\(after)))
                """
            guard changes == .withdrawnAndNew else { return kept }
            return """
                \(kept)
                UNION ALL
                SELECT \(columns) FROM (\(after))
                WHERE (\(key)) NOT IN (SELECT \(key) FROM (\(before)))
                """
        case .after, .during: return after
        }
    }

    /// Prepares a statement over the overrides that were withdrawn by then, each with what it said
    /// last and the import that withdrew it.
    ///
    /// - Parameters:
    ///   - database: the ledger.
    ///   - select: the columns to select, of the overrides and of the import.
    ///   - order: the order.
    /// - Returns: the statement, before its first row.
    /// - Throws: `DatabaseError`.
    func withdrawnOverrides(
        _ database: Database, _ select: String, _ order: String
    ) throws -> PreparedStatement {
        let columns = Feed.overrides.columns.map(\.name).joined(separator: ", ")
        let rows =
            switch self {
            case .now:
                """
                SELECT \(columns), withdrawn_by AS ended_by FROM overrides NOT INDEXED
                WHERE withdrawn_by IS NOT NULL
                """
            case .after, .during:
                """
                SELECT \(columns), ended_by FROM (
                    SELECT *, row_number() OVER (
                        PARTITION BY override_id
                        ORDER BY known_since DESC, is_current DESC, ended_by DESC, place DESC
                    ) AS age
                    FROM (
                        SELECT \(columns), import_id AS known_since, withdrawn_by AS ended_by,
                            1 AS is_current, 0 AS place
                        FROM overrides NOT INDEXED WHERE import_id <= ?1
                        UNION ALL
                        SELECT \(columns), known_since, known_until, 0, rowid
                        FROM overrides_history WHERE known_since <= ?1
                    )
                ) WHERE age = 1 AND ended_by <= ?1
                """
            }
        let statement = try PreparedStatement(
            database,
            """
            \(select) FROM (\(rows))
            JOIN (SELECT import_id, imported_at FROM imports) ON import_id = ended_by
            \(order)
            """)
        if parameter != nil { statement.bind(lastImport, at: 1) }
        return statement
    }

    /// Prepares a statement over the rows of a feed and binds its parameter.
    ///
    /// - Parameters:
    ///   - database: the ledger.
    ///   - select: a query over the feed's rows, under the name of the feed and `_then`: `SELECT
    ///     csm_id FROM csms_then ORDER BY csm_id`.
    ///   - feed: the feed.
    /// - Returns: the statement, before its first row.
    /// - Throws: `DatabaseError`.
    func statement(
        _ database: Database, _ select: String, of feed: Feed
    ) throws -> PreparedStatement {
        let statement = try PreparedStatement(
            database,
            """
            WITH \(feed.rawValue)_then AS (\(rows(of: feed))),
                accounts_now AS (\(rows(of: .accounts)))
            \(select)
            """)
        if let parameter { statement.bind(parameter, at: 1) }
        return statement
    }
}
