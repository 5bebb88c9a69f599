import Calendar
import Domain
import Formats
import Foundation
import GRDB
import Storage

/// Keeps the table of rejected rows up to date while a file is imported.
///
/// A rejected row stands until a file brings its key, or a person takes the key back. A row without
/// a readable key stands until the feed's next file.
final class RejectedRowWriter {
    private struct Entry {
        let id: Int64
        let digest: UInt64
        /// Whether the same row was rejected again for the same reason.
        var isRejectedAgain = false
    }

    private let database: Database
    private let feed: Feed
    private let importID: Int64
    private let insert: PreparedStatement
    private var standing: [String: [Entry]] = [:]
    /// The keys of which this file has a rejected row.
    private var rejectedKeys: Set<String> = []
    private var ended: [Int64] = []
    private var hasChanged = false

    init(_ database: Database, feed: Feed, importID: Int64, endsUnkeyed: Bool) throws {
        self.database = database
        self.feed = feed
        self.importID = importID
        insert = try PreparedStatement(
            database,
            """
            INSERT INTO rejected_rows
                (feed, row_key, import_id, line, column_name, value, reason, waiting, checksum)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)
            """)
        let hasStanding = try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (SELECT 1 FROM rejected_rows WHERE feed = ? AND ended_by IS NULL)
                """, arguments: [feed.rawValue])
        guard hasStanding ?? false else { return }
        try ChecksummedTable(database, "rejected_rows").check(database)
        try Self.forEachStanding(database, feed) { id, reject in
            if let key = reject.row.key {
                standing[key, default: []].append(Entry(id: id, digest: reject.row.digest))
            } else if endsUnkeyed {
                ended.append(id)
            }
        }
    }

    /// Whether no rejected row of the feed stands.
    var isEmpty: Bool { standing.isEmpty }

    /// The keys of the rejected rows that stand.
    var keys: some Sequence<String> { standing.keys }

    /// Remembers a rejected row of the file.
    func reject(_ row: RejectedRow) throws {
        if let key = row.key {
            rejectedKeys.insert(key)
            let digest = row.digest
            if let known = standing[key]?.firstIndex(where: {
                $0.digest == digest && !$0.isRejectedAgain
            }) {
                standing[key]?[known].isRejectedAgain = true
                return
            }
        }
        insert.bind(feed.rawValue, at: 1)
        if let key = row.key { insert.bind(key, at: 2) } else { insert.bindNull(at: 2) }
        insert.bind(importID, at: 3)
        insert.bind(Int64(row.line), at: 4)
        insert.bind(row.column, at: 5)
        insert.bind(row.value, at: 6)
        insert.bind(row.reason, at: 7)
        if let waiting = try row.waiting.map(Self.json) {
            insert.bind(waiting, at: 8)
        } else {
            insert.bindNull(at: 8)
        }
        try insert.run()
        hasChanged = true
    }

    /// Ends the rejected rows of a key that was written or taken back.
    func settle(_ key: String) {
        guard let entries = standing.removeValue(forKey: key) else { return }
        ended += entries.map(\.id)
    }

    /// Stores what has ended.
    func finish() throws {
        for key in rejectedKeys {
            ended += (standing[key] ?? []).filter { !$0.isRejectedAgain }.map(\.id)
        }
        guard hasChanged || !ended.isEmpty else { return }
        let end = try PreparedStatement(
            database, "UPDATE rejected_rows SET ended_by = ? WHERE reject_id = ?")
        for id in ended {
            end.bind(importID, at: 1)
            end.bind(id, at: 2)
            try end.run()
        }
        let table = try ChecksummedTable(database, "rejected_rows")
        try database.execute(
            sql: """
                UPDATE rejected_rows SET checksum = \(table.expression())
                WHERE import_id = ?1 OR ended_by = ?1
                """, arguments: [importID])
        try ChecksumTotal.count(database, table: "rejected_rows")
    }

    /// Calls `body` with every rejected row of a feed that stands, in the order of their files and
    /// lines.
    static func forEachStanding(
        _ database: Database, _ feed: Feed, onlyWaiting: Bool = false,
        _ body: (Int64, StandingReject) throws -> Void
    ) throws {
        let rows = try PreparedStatement(
            database,
            """
            SELECT reject_id, row_key, line, column_name, value, reason, waiting, file, imported_at
            FROM rejected_rows JOIN imports USING (import_id)
            WHERE rejected_rows.feed = ? AND ended_by IS NULL
                \(onlyWaiting ? "AND waiting IS NOT NULL" : "")
            ORDER BY reject_id
            """)
        rows.bind(feed.rawValue, at: 1)
        let row = StoredRow(rows, table: "rejected_rows", keys: [0])
        while try rows.step() {
            // The file that is being imported has no time yet.
            guard let time = Instant(try row.text(8)) else { continue }
            let waiting = try row.optionalText(6).map { text in
                guard let values = Self.values(text) else { throw row.damaged(6) }
                return values
            }
            try body(
                rows.integer(0),
                StandingReject(
                    feed: feed, file: try row.text(7), time: time,
                    row: RejectedRow(
                        line: try row.integer(2, in: 0...Int.max), key: try row.optionalText(1),
                        column: try row.text(3), value: try row.text(4), reason: try row.text(5),
                        waiting: waiting)))
        }
    }

    private static func json(_ values: [String: String]) throws -> String {
        String(
            decoding: try JSONSerialization.data(withJSONObject: values, options: .sortedKeys),
            as: UTF8.self)
    }

    private static func values(_ text: String) -> [String: String]? {
        do {
            return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String]
        } catch {
            return nil
        }
    }
}

extension RejectedRow {
    /// A digest of what the table has of the row.
    fileprivate var digest: UInt64 {
        var text = "\(line)\u{0}\(column)\u{0}\(value)\u{0}\(reason)\u{0}"
        for (name, value) in (waiting ?? [:]).sorted(by: { $0.key < $1.key }) {
            text += "\(name)\u{0}\(value)\u{0}"
        }
        return ContentDigest.value(of: text)
    }
}
