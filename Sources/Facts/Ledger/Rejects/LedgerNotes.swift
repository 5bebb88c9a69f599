import Calendar
import Domain
import GRDB
import Storage

/// Entries of the import log that are not files which were imported.
enum LedgerNotes {
    /// Adds an entry. Returns its number.
    @discardableResult
    static func add(
        _ kind: ImportKind, _ file: ImportedFile, note: String?, time: Instant, _ database: Database
    ) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO imports (feed, file, imported_at, feed_number, entry_kind, why)
                VALUES (?1, ?2, ?3, 1 + (
                    SELECT coalesce(max(feed_number), 0) FROM imports WHERE feed = ?1), ?4, ?5)
                """,
            arguments: [
                file.feed.rawValue, file.name, try database.timeOfEntry(time).description,
                kind.rawValue, note,
            ])
        let id = database.lastInsertedRowID
        try ChecksummedTable(database, "imports").addRow(database, where: "import_id = ?", [id])
        return id
    }

    /// Remembers a refused file.
    static func refuse(
        _ file: ImportedFile, reason: String, time: Instant, _ database: Database
    ) throws {
        try add(.refusal, file, note: reason, time: time, database)
    }

    /// Forgets the rejected rows of a feed. Returns how many there were.
    static func forgetRejects(of feed: Feed, time: Instant, _ database: Database) throws -> Int {
        var keys: Set<String> = []
        var others = 0
        try RejectedRowWriter.forEachStanding(database, feed) { _, reject in
            if let key = reject.row.key { keys.insert(key) } else { others += 1 }
        }
        let id = try add(
            .forgotten, ImportedFile(feed: feed, name: ""), note: nil, time: time, database)
        let writer = try RejectedRowWriter(database, feed: feed, importID: id, endsUnkeyed: true)
        for key in keys { writer.settle(key) }
        try writer.finish()
        return keys.count + others
    }
}
