import Domain
import GRDB
import Storage

/// Where the rows of a feed come from that held at one moment.
enum FactSource {
    /// The rows that hold now.
    case now
    /// The rows that held after an import.
    case after(importID: Int64)

    /// The rows of a feed other than health as a query; its parameter 1 is the import, where there is
    /// one.
    func rows(of feed: Feed) -> String {
        let table = feed.rawValue
        let columns = feed.columns.map(\.name).joined(separator: ", ")
        return switch self {
        case .now: "SELECT \(columns) FROM \(table) WHERE withdrawn_by IS NULL"
        case .after:
            """
            SELECT \(columns) FROM \(table)
            WHERE import_id <= ?1 AND (withdrawn_by IS NULL OR withdrawn_by > ?1)
            UNION ALL
            SELECT \(columns) FROM \(table)_history WHERE known_since <= ?1 AND known_until > ?1
            """
        }
    }

    /// A statement over the rows of a feed, its parameter set.
    ///
    /// - Parameters:
    ///   - database: the ledger.
    ///   - select: what is asked of the feed's rows, which are named after it:
    ///     `SELECT csm_id FROM csms_then ORDER BY csm_id`.
    ///   - feed: the feed.
    /// - Returns: the statement, before its first row.
    /// - Throws: `DatabaseError`.
    func statement(
        _ database: Database, _ select: String, of feed: Feed
    ) throws -> PreparedStatement {
        let statement = try PreparedStatement(
            database, "WITH \(feed.rawValue)_then AS (\(rows(of: feed))) \(select)")
        if case .after(let importID) = self { statement.bind(importID, at: 1) }
        return statement
    }
}
