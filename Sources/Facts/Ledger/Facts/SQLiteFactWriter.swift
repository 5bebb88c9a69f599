import Calendar
import Formats
import Domain
import GRDB
import Storage

/// Writes the rows of one file inside its transaction.
final class SQLiteFactWriter: FactWriter {
    private let database: Database
    private let file: ImportedFile
    private let importID: Int64
    private let statements: FeedStatements?
    private var health: HealthMonthWriter?
    private var digest: UInt64 = 0
    private var scratch: [UInt8] = []
    private(set) var fates = RowFates()

    init(_ database: Database, file: ImportedFile) throws {
        self.database = database
        self.file = file
        try database.execute(
            sql: "INSERT INTO imports (feed, file, imported_at) VALUES (?, ?, ?)",
            arguments: [file.feed.rawValue, file.name, file.time])
        importID = database.lastInsertedRowID
        statements = file.feed == .health ? nil : try FeedStatements(database, feed: file.feed)
    }

    func accountKeys() throws -> [(id: AccountID, key: Int32)] {
        var keys: [(id: AccountID, key: Int32)] = []
        let rows = try PreparedStatement(
            database, "SELECT account_id, account_key FROM accounts ORDER BY account_key")
        while try rows.step() { keys.append((AccountID(rows.text(0)), Int32(rows.integer(1)))) }
        return keys
    }

    func knownCSMs() throws -> Set<CSMID> {
        Set(try String.fetchAll(database, sql: "SELECT csm_id FROM csms").map { CSMID($0) })
    }

    func forEachRow(of feed: Feed, _ body: (FeedRow) throws -> Void) throws {
        let columns = feed.columns
        let names = columns.map(\.name).joined(separator: ", ")
        let rows = try PreparedStatement(database, "SELECT \(names) FROM \(feed.rawValue)")
        while try rows.step() {
            try body(FeedRow(columns.indices.map { rows.value($0, kind: columns[$0].kind) }))
        }
    }

    func write(_ row: FeedRow) throws {
        guard let statements else { return }
        statements.insert.bind(importID, at: statements.insert.bind(row.values))
        if try statements.insert.run() == 1 {
            digest &+= row.digest(&scratch)
            fates.taken += 1
            return
        }
        let key = statements.key(of: row)
        guard let known = try statements.row(with: key) else { return }
        if known == row {
            fates.unchanged += 1
            return
        }
        statements.keepHistory.bind(importID, at: 1)
        statements.keepHistory.bind(key, from: 2)
        try statements.keepHistory.run()
        let next = statements.replace.bind(row.values)
        statements.replace.bind(importID, at: next)
        statements.replace.bind(key, from: next + 1)
        try statements.replace.run()
        digest = digest &- known.digest(&scratch) &+ row.digest(&scratch)
        fates.restated += 1
    }

    func healthPreparation(
        componentNames: [String], modelVersions: [String]
    ) throws -> @Sendable (inout HealthBatch) -> Void {
        let packer = try healthWriter().packer(
            componentNames: componentNames, modelVersions: modelVersions)
        return { $0.preparation = packer.pack($0) }
    }

    func write(_ batch: HealthBatch) throws {
        try healthWriter().write(batch, fates: &fates, digest: &digest)
    }

    private func healthWriter() throws -> HealthMonthWriter {
        let writer = try health ?? HealthMonthWriter(database, importID: importID)
        health = writer
        return writer
    }

    /// Completes the import log and the feed's digest.
    func finish(_ receipt: ImportReceipt) throws {
        try database.execute(
            sql: """
                UPDATE imports
                SET digest = ?, taken = ?, unchanged = ?, restated = ?, rejected = ?
                WHERE import_id = ?
                """,
            arguments: [
                receipt.digest, fates.taken, fates.unchanged, fates.restated, receipt.rejected,
                importID,
            ])
        let before =
            try Int64.fetchOne(
                database, sql: "SELECT digest FROM feed_digests WHERE feed = ?",
                arguments: [file.feed.rawValue]) ?? 0
        try database.execute(
            sql: "INSERT OR REPLACE INTO feed_digests (feed, digest) VALUES (?, ?)",
            arguments: [
                file.feed.rawValue, Int64(bitPattern: UInt64(bitPattern: before) &+ digest),
            ])
    }
}
