import Domain
import GRDB

/// Adds the day from which a CSM is in a team. The teams before it are in `csms_history`.
struct Migration5TeamSince: Migration {
    let number = 5

    let sql = """
        ALTER TABLE csms ADD COLUMN team_since TEXT;
        ALTER TABLE csms_history ADD COLUMN team_since TEXT;
        """

    func convert(_ database: Database) throws { try database.makeRestatementsView() }
}

extension Database {
    /// Makes the view `restatements` anew: what rows said before, for people who ask in SQL. A
    /// migration that adds a column to a history calls it.
    ///
    /// - Throws: `DatabaseError`.
    func makeRestatementsView() throws {
        let parts = try Feed.all.compactMap { feed -> String? in
            let table = "\(feed.rawValue)_history"
            // The history of health is packed. Other feeds may not be there yet, or belong to
            // the other program.
            guard feed != .health, try tableExists(table) else { return nil }
            let columns = try columns(in: table).map(\.name).filter {
                !["known_since", "known_until", "checksum"].contains($0)
            }
            let keys = feed.columns.filter(\.isKey).map(\.name).filter(columns.contains)
            return """
                SELECT '\(feed.rawValue)' AS feed, json_array(\(keys.joined(separator: ", "))) AS row_key,
                    json_object(\(columns.map { "'\($0)', \($0)" }.joined(separator: ", "))) AS before,
                    known_since, known_until AS replaced_by
                FROM \(table)
                """
        }
        try execute(
            sql: """
                DROP VIEW IF EXISTS restatements;
                CREATE VIEW restatements AS \(parts.joined(separator: "\nUNION ALL\n"))
                """)
    }
}
