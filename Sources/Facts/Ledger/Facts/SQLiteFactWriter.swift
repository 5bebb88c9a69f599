import Calendar
import Domain
import Formats
import GRDB
import Storage

/// Writes the rows of one file inside the file's transaction.
final class SQLiteFactWriter: FactWriter {
    private let database: Database
    private let file: ImportedFile
    private let importID: Int64
    /// The file's number among the files of its feed, from 1.
    private let feedNumber: UInt32
    private let statements: FeedStatements?
    private var health: HealthMonthWriter?
    private var measures: MeasureWriter?
    private var digest: UInt64 = 0
    private var scratch: [UInt8] = []
    private var knownAccounts: [LedgerAccount]?
    private let rejects: RejectedRowWriter
    /// The accounts and days of rejected health rows, by month; nil until they are needed.
    private var standingHealth: [Month: [StandingHealth]]?
    private var countedFates = RowFates()

    init(_ database: Database, file: ImportedFile) throws {
        self.database = database
        self.file = file
        guard try database.ledgerFeeds().contains(file.feed) else {
            throw LedgerError.foreignFeed(file.feed)
        }
        try database.execute(
            sql: """
                INSERT INTO imports (feed, file, imported_at, feed_number, entry_kind, why)
                VALUES (?1, ?2, '', 1 + (
                    SELECT coalesce(max(feed_number), 0) FROM imports WHERE feed = ?1), ?3, ?4)
                """,
            arguments: [file.feed.rawValue, file.name, file.kind?.rawValue, file.note])
        importID = database.lastInsertedRowID
        let number = try Int64.fetchOne(
            database, sql: "SELECT feed_number FROM imports WHERE import_id = ?",
            arguments: [importID])
        guard let feedNumber = number.flatMap(UInt32.init(exactly:)), feedNumber > 0 else {
            throw StorageError.damagedRow(
                table: "imports", key: file.feed.rawValue, column: "feed_number")
        }
        self.feedNumber = feedNumber
        rejects = try RejectedRowWriter(
            database, feed: file.feed, importID: importID, endsUnkeyed: file.origin == .file)
        statements =
            file.feed.isPacked ? nil : try FeedStatements(database, feed: file.feed)
    }

    var fates: RowFates { measures?.fates ?? countedFates }

    func accountKeys() throws -> [(id: AccountID, key: Int32)] {
        try accounts().map { ($0.id, $0.key) }
    }

    func withdrawnAccounts() throws -> Set<AccountID> {
        Set(try accounts().lazy.filter(\.isWithdrawn).map(\.id))
    }

    /// All accounts in the order of their keys, each row checked.
    private func accounts() throws -> [LedgerAccount] {
        if let knownAccounts { return knownAccounts }
        var accounts: [LedgerAccount] = []
        let table = try ChecksummedTable(database, "accounts")
        try table.check(
            database, reading: ["account_id", "account_key", "withdrawn_by"]
        ) { row, first in
            accounts.append(
                LedgerAccount(
                    id: AccountID(try row.text(first)),
                    key: try row.integer(first + 1, in: MonthAccounts.keys),
                    isWithdrawn: !row.isNull(first + 2)))
        }
        accounts.sort { $0.key < $1.key }
        // A file of accounts changes them.
        if file.feed != .accounts { knownAccounts = accounts }
        return accounts
    }

    func knownCSMs() throws -> Set<CSMID> {
        try ChecksummedTable(database, "csms").check(database)
        return Set(
            try String.fetchAll(
                database, sql: "SELECT csm_id FROM csms WHERE withdrawn_by IS NULL"
            ).map { CSMID($0) })
    }

    func forEachRow(
        of feed: Feed, observed days: ClosedRange<Day>?, _ body: (FeedRow) throws -> Void
    ) throws {
        if feed == .measures {
            return try MeasureRows(database).forEach(of: days ?? MeasureRows.allDays) {
                if !$1.isWithdrawn { try body($0) }
            }
        }
        try ChecksummedTable(database, feed.rawValue).check(database)
        let columns = feed.columns
        let names = columns.map(\.name).joined(separator: ", ")
        let rows = try PreparedStatement(
            database, "SELECT \(names) FROM \(feed.rawValue) WHERE withdrawn_by IS NULL")
        let row = StoredRow(rows, feed: feed)
        while try rows.step() { try body(try row.feedRow(columns)) }
    }

    func write(_ row: FeedRow) throws {
        if !rejects.isEmpty { rejects.settle(file.feed.text(ofKey: file.feed.key(of: row))) }
        if file.feed == .measures { return try measureWriter().write(row) }
        guard let statements else { throw LedgerError.wrongFeed(file.feed) }
        if try statements.insertRow(row, by: importID) {
            digest &+= row.digest(statements.feedColumns, &scratch)
            countedFates.taken += 1
            return
        }
        guard let known = try statements.row(with: file.feed.key(of: row)) else {
            // An index says that the key exists, and the table lacks it.
            throw StorageError.missingRows(table: file.feed.rawValue)
        }
        if known.row == row, known.withdrawnBy == nil {
            countedFates.unchanged += 1
            return
        }
        try statements.replaceRow(known, by: row, importID: importID)
        digest &+= row.digest(statements.feedColumns, &scratch)
        if known.withdrawnBy != nil {
            countedFates.taken += 1
        } else {
            digest &-= known.row.digest(statements.feedColumns, &scratch)
            countedFates.restated += 1
        }
    }

    func withdraw(_ key: [FeedValue]) throws -> Bool {
        rejects.settle(file.feed.text(ofKey: key))
        if file.feed == .measures { return try measureWriter().withdraw(key) }
        guard let statements else { throw LedgerError.wrongFeed(file.feed) }
        guard let known = try statements.row(with: key), known.withdrawnBy == nil else {
            return false
        }
        try statements.withdrawRow(known, by: importID)
        digest &-= known.row.digest(statements.feedColumns, &scratch)
        countedFates.withdrawn += 1
        return true
    }

    func flush() throws { try measures?.flush() }

    private func measureWriter() throws -> MeasureWriter {
        if let measures { return measures }
        let writer = try MeasureWriter(
            database, importID: importID, accounts: accountKeys(),
            accountDigests: accountDigests())
        measures = writer
        return writer
    }

    /// The digest of each account's identifier, indexed by the account's key.
    private func accountDigests() throws -> [UInt64] {
        let accounts = try accounts()
        var digests = [UInt64](repeating: 0, count: accounts.last.map { Int($0.key) + 1 } ?? 0)
        for account in accounts {
            digests[Int(account.key)] = ContentDigest.value(of: account.id.text)
        }
        return digests
    }

    func healthPreparation(
        componentNames: [String], modelVersions: [String]
    ) throws -> @Sendable (inout HealthBatch) -> Void {
        let packer = try healthWriter().packer(
            componentNames: componentNames, modelVersions: modelVersions)
        return { $0.preparation = packer.pack($0) }
    }

    func write(_ batch: HealthBatch) throws {
        try healthWriter().write(batch, fates: &countedFates, digest: &digest)
        if !rejects.isEmpty { try settleRejects(in: batch) }
    }

    /// Ends the rejected rows whose account and day a batch has.
    private func settleRejects(in batch: HealthBatch) throws {
        let cells = try standingHealth ?? findStandingHealth()
        standingHealth = cells
        for cell in cells[batch.month] ?? [] {
            let start = batch.account.firstPosition(in: batch.account.indices) {
                $0 >= cell.account
            }
            var row = start
            while row < batch.account.count, batch.account[row] == cell.account {
                if batch.day[row] == cell.day { rejects.settle(cell.key) }
                row += 1
            }
        }
    }

    /// The accounts and days of the rejected rows, by month.
    private func findStandingHealth() throws -> [Month: [StandingHealth]] {
        let keys = Dictionary(
            try accountKeys().map { ($0.id, $0.key) }, uniquingKeysWith: { first, _ in first })
        var found: [Month: [StandingHealth]] = [:]
        for key in rejects.keys {
            guard let parts = Feed.health.key(ofText: key), let id = parts[0].text,
                let account = keys[AccountID(id)], let day = parts[1].day
            else { continue }
            found[day.month, default: []].append(
                StandingHealth(account: account, day: UInt8(day.civil.day), key: key))
        }
        return found
    }

    func forEachHealthMonth(_ body: (Month, Int32, UInt32) throws -> Void) throws {
        let rows = try PreparedStatement(
            database,
            "SELECT month_account, packed, packed_checksum FROM health_months ORDER BY month_account"
        )
        let cells = MonthCells()
        while try rows.step() {
            let key = rows.integer(0)
            guard rows.integer(2) == PackedMonth.checksum(key: key, rows.bytes(1)),
                PackedMonth.decode(rows.bytes(1), into: cells)
            else { throw LedgerError.damagedMonth(key: key) }
            let days = cells.daysOfMonth.reduce(UInt32(0)) { $0 | 1 << UInt32($1) }
            try body(try monthOfKey(key), Int32(truncatingIfNeeded: key & 0xffff_ffff), days)
        }
    }

    func reject(_ row: RejectedRow) throws { try rejects.reject(row) }

    var rejectedKeys: [String] { Array(rejects.keys) }

    func settleReject(_ key: String) { rejects.settle(key) }

    func forEachWaitingRow(_ body: (RejectedRow) throws -> Void) throws {
        try RejectedRowWriter.forEachStanding(database, file.feed, onlyWaiting: true) {
            try body($1.row)
        }
    }

    func withdrawHealth(account: Int32, days: [Day]) throws -> Int {
        var withdrawn = 0
        for (month, days) in Dictionary(grouping: Set(days), by: \.month).sorted(by: {
            $0.key < $1.key
        }) {
            withdrawn += try healthWriter().withdraw(
                account: account, days: days.map { $0 - month.firstDay + 1 }.sorted(), of: month,
                digest: &digest)
        }
        countedFates.withdrawn += withdrawn
        return withdrawn
    }

    private func healthWriter() throws -> HealthMonthWriter {
        guard file.feed == .health else { throw LedgerError.wrongFeed(file.feed) }
        let writer =
            try health
            ?? HealthMonthWriter(
                database, importNumber: feedNumber, accountDigests: accountDigests())
        health = writer
        return writer
    }

    /// Completes the entry in the import log and stores the feed's new digest.
    func finish(_ receipt: ImportReceipt) throws {
        try rejects.finish()
        try health?.finish()
        try measures?.finish()
        try statements?.finish()
        try database.execute(
            sql: """
                UPDATE imports
                SET digest = ?, imported_at = ?, taken = ?, unchanged = ?, restated = ?,
                    withdrawn = ?, rejected = ?, details = ?
                WHERE import_id = ?
                """,
            arguments: [
                receipt.digest, try database.timeOfEntry(receipt.time).description, fates.taken,
                fates.unchanged,
                fates.restated, fates.withdrawn, receipt.rejected, receipt.details,
                importID,
            ])
        try ChecksummedTable(database, "imports").addRow(
            database, where: "import_id = ?", [importID])
        let before =
            try Int64.fetchOne(
                database,
                sql: """
                    SELECT digest FROM feed_digests WHERE feed = ?
                    ORDER BY import_id DESC LIMIT 1
                    """, arguments: [file.feed.rawValue]) ?? 0
        try database.execute(
            sql: "INSERT INTO feed_digests (feed, import_id, digest) VALUES (?, ?, ?)",
            arguments: [
                file.feed.rawValue, importID,
                Int64(bitPattern: UInt64(bitPattern: before) &+ digest &+ (measures?.digest ?? 0)),
            ])
        try ChecksummedTable(database, "feed_digests").addRow(
            database, where: "feed = ? AND import_id = ?", [file.feed.rawValue, importID])
    }
}

/// The account and the day of a rejected health row.
private struct StandingHealth {
    let account: Int32
    /// Day of the month, from 1.
    let day: UInt8
    let key: String
}

extension ImportedFile {
    /// What the import log says of an entry that is not a file; nil for a file.
    fileprivate var kind: ImportKind? {
        switch origin {
        case .file: nil
        case .waiting: .waiting
        case .withdrawal: .withdrawal
        case .entry: .entry
        }
    }

    /// Why rows are taken back, or who entered them; nil otherwise.
    fileprivate var note: String? {
        switch origin {
        case .withdrawal(let why): why
        case .entry(let author): author
        case .file, .waiting: nil
        }
    }
}

/// An account as the ledger has it.
private struct LedgerAccount {
    let id: AccountID
    let key: Int32
    let isWithdrawn: Bool
}
