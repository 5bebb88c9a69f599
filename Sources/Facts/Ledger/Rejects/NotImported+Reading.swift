import Domain
import GRDB
import Storage

extension NotImported {
    /// What of each feed was not imported, as it was at that moment.
    static func byFeed(_ database: Database, _ source: FactSource) throws -> [Feed: NotImported] {
        let importID = source.lastImport
        var all: [Feed: NotImported] = [:]
        let rows = try PreparedStatement(
            database,
            """
            SELECT feed, count(DISTINCT row_key) + sum(row_key IS NULL) FROM rejected_rows NOT INDEXED
            WHERE import_id <= ?1 AND (ended_by IS NULL OR ended_by > ?1) GROUP BY feed
            """)
        rows.bind(importID, at: 1)
        let row = StoredRow(rows, table: "rejected_rows", keys: [0])
        while try rows.step() {
            all[try row.word(0), default: NotImported()].rows = try row.integer(1, in: 0...Int.max)
        }
        for feed in all.keys where !feed.isPacked {
            let known = try source.statement(
                database,
                """
                SELECT count(DISTINCT row_key) FROM rejected_rows NOT INDEXED
                WHERE rejected_rows.feed = '\(feed.rawValue)'
                    AND import_id <= \(importID) AND (ended_by IS NULL OR ended_by > \(importID))
                    AND row_key IN (SELECT \(feed.keyExpression) FROM \(feed.rawValue)_then)
                """, of: feed)
            if try known.step() { all[feed]?.restatements = Int(known.integer(0)) }
        }
        let refusals = try PreparedStatement(
            database,
            """
            SELECT feed, file, why FROM imports NOT INDEXED WHERE import_id IN (
                SELECT max(import_id) FROM imports NOT INDEXED
                WHERE import_id <= ? AND (entry_kind IS NULL OR entry_kind IN ('refusal', 'forgotten'))
                GROUP BY feed
            ) AND entry_kind = 'refusal'
            """)
        refusals.bind(importID, at: 1)
        let refusal = StoredRow(refusals, table: "imports", keys: [0])
        while try refusals.step() {
            let feed: Feed = try refusal.word(0)
            all[feed, default: NotImported()].refusedFile = try refusal.text(1)
            all[feed, default: NotImported()].refusal = try refusal.text(2)
        }
        return all
    }
}

extension Feed {
    /// The SQL expression of a row's key as one text (`text(ofKey:)`).
    fileprivate var keyExpression: String {
        let keys = columns.filter(\.isKey).map(\.name)
        guard self == .assignments else { return keys.joined(separator: " || ',' || ") }
        return "account_id || ',' || start_date || "
            + "CASE role WHEN '' THEN '' ELSE ',' || role_csm || ',' || role END"
    }

    /// Whether its rows are packed, so that no table has one row for each.
    var isPacked: Bool { self == .health || self == .measures }

    /// Whether its rows are about an account.
    var hasAccounts: Bool { self != .accounts && columns.contains { $0.name == "account_id" } }
}
