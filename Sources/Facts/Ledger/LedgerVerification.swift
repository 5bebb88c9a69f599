import Calendar
public import Domain
import Formats
import GRDB
import Glibc
import Storage

/// What a check of a whole ledger found.
///
/// ```swift
/// let verification = try LedgerVerification(path: "parallax.sqlite")
/// print(verification.faults.isEmpty)
/// ```
public struct LedgerVerification: Sendable {
    /// What was checked, in words.
    public private(set) var checked: [String] = []
    /// One sentence for each fault.
    public private(set) var faults: [String] = []

    /// Checks every row of a ledger, or of a copy of one. The file is not changed.
    ///
    /// A ledger of an older version has no checksums. SQLite alone checks it.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - feeds: the feeds of the program, `Feed.performance` or `Feed.desk`.
    /// - Throws: `LedgerError.missing`, `LedgerError.otherProgram`, or `StorageError` if the file
    ///   cannot be read at all.
    public init(path: String, feeds: [Feed] = Feed.performance) throws {
        try SQLiteLedger.checkFile(path, creating: false)
        var journal = stat()
        // Taking the half-done step back would change the file.
        if stat(path + "-journal", &journal) == 0, journal.st_size > 0 {
            throw StorageError.unreadable(
                path: path, reason: "a command writes to it, or was killed while it did",
                remedy: "wait for it, or run any other command on the ledger, which takes the "
                    + "half-done step back; then check again")
        }
        var configuration = Configuration.ledger(onStatement: nil)
        configuration.readonly = true
        let (checked, faults) = try readingFile(path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return try queue.read {
                try $0.requireOwn(table: "imports", path: path)
                guard try $0.isLedger(of: feeds) else { throw LedgerError.otherProgram(path: path) }
                return try Check($0, path: path).result
            }
        }
        self.checked = checked
        self.faults = faults
    }
}

/// One check of a ledger.
private struct Check {
    private let database: Database
    private var checked = ["the structure of the file"]
    private var faults: [String]

    var result: (checked: [String], faults: [String]) { (checked, faults) }

    init(_ database: Database, path: String) throws {
        self.database = database
        let feeds = try database.ledgerFeeds()
        let migrator = DatabaseMigrator.ledger(of: feeds)
        guard try !migrator.hasBeenSuperseded(database) else {
            throw StorageError.newer(path: path)
        }
        faults = try database.integrityFaults()
        guard try migrator.hasCompletedMigrations(database) else {
            checked.append(
                "nothing else, because an older version wrote it: every other command adds the "
                    + "checksums when it opens the ledger")
            return
        }
        try checkRows()
        // What follows reads the rows by their meaning.
        guard faults.isEmpty else { return }
        let digests = [Feed.health: try checkMonths(), .measures: try checkMeasures()]
        try checkDigests(digests)
    }

    private mutating func checkRows() throws {
        var rows: Int64 = 0
        for name in try ChecksummedTable.names(database) {
            var found: [String] = []
            let fault = try fault {
                rows += try ChecksumTotal(database, table: name).rows
                try ChecksummedTable(database, name).forEachFault(database) {
                    found.append($0.description)
                }
            }
            faults += found + [fault].compactMap(\.self)
        }
        checked.append("the checksums of \(rows) rows, and that no row is missing")
    }

    /// Unpacks every month and compares it with its other columns and with the totals. Returns the
    /// digest of the health rows.
    private mutating func checkMonths() throws -> UInt64 {
        let known = try MonthAccounts(database)
        let registry = try NameRegistry(database)
        let accounts = try accountIdentifierDigests(database)
        let (cells, scratch) = (MonthCells(), MonthBytes())
        var digests = try digestsOfPast(database, allMonthKeys, registry, accounts)
        var sweep = try Sweep(known, allMonthKeys)
        var totals: [Month: HealthTotal] = [:]
        let rows = try PreparedStatement(
            database,
            """
            SELECT \(MonthRow.columns.joined(separator: ", ")), checksum, account_key, days_red,
                days_amber, days_green, packed_checksum, packed
            FROM health_months ORDER BY month_account
            """)
        func load() throws -> (month: MonthRow, account: Int) {
            let (key, bytes) = (rows.integer(0), rows.bytes(14))
            try sweep.note(key)
            guard let stored = MonthRow(rows),
                rows.integer(13) == PackedMonth.checksum(key: key, bytes),
                PackedMonth.decode(bytes, into: cells)
            else { throw LedgerError.damagedMonth(key: key) }
            let unpacked = MonthRow(key: key, cells.columns)
            let account = Int(key & 0xffff_ffff)
            guard unpacked.checksum == stored.checksum, rows.integer(9) == account,
                (1...3).allSatisfy({
                    rows.integer(Int32($0 + 9)) == unpacked.daysInTier[$0]
                }), accounts.indices.contains(account)
            else { throw LedgerError.damagedMonth(key: key) }
            return (unpacked, account)
        }
        while try rows.step() {
            let fault = try fault {
                let (row, account) = try load()
                let month = try monthOfKey(row.key)
                let seed = accounts[account] &+ UInt64(month.number)
                digests[month, default: 0] &+=
                    scratch.pack(cells.columns, seed: seed, names: registry.digests).digest
                totals[month, default: HealthTotal(month)].add(row)
            }
            if let fault { faults.append(fault) }
        }
        if let fault = try fault({ try sweep.finish() }) { faults.append(fault) }
        for total in try HealthTotal.all(database) where totals[total.month] != total {
            let fault = StorageError.damagedRow(
                table: "health_totals", key: total.month.description, column: "rows")
            faults.append(fault.description)
        }
        for (month, digest) in try HealthTotal.digests(database) {
            guard let digest, digests[month] != UInt64(bitPattern: digest) else { continue }
            let fault = StorageError.damagedRow(
                table: "health_totals", key: month.description, column: "digest")
            faults.append(fault.description)
        }
        checked.append("the days of all months, against their sums")
        return digests.values.reduce(0, &+)
    }

    /// Unpacks all measures and compares them with the totals. Returns the digest of their rows.
    private mutating func checkMeasures() throws -> UInt64 {
        var digest: UInt64 = 0
        var totals: [MeasureTotal.Key: MeasureTotal] = [:]
        let fault = try fault {
            let (names, locations) = try (
                MeasureNames.measures(database), MeasureNames.locations(database)
            )
            let digests = MeasureDigests(accounts: try accountIdentifierDigests(database))
            try MeasureBlocks(database).forEach(of: MeasureRows.allDays) { key, entries, _ in
                _ = try names.name(of: key.name)
                let seed = digests.seed(of: key, names)
                try entries.forEachRow { row in
                    _ = try locations.name(of: row[row.startIndex].location)
                    let standing = StandingMeasure(row, through: .max)
                    totals[key.total, default: MeasureTotal()].add(row, standing)
                    guard let standing else { return }
                    digest &+= digests.digest(
                        of: standing, seed, firstAccount: key.firstAccount, locations)
                }
                return true
            }
            try MeasureTotal.forEach(database) { key, total in
                guard totals.removeValue(forKey: key) == total else {
                    throw StorageError.damagedRow(
                        table: "measure_totals", key: "\(key.day), \(key.name)", column: "rows")
                }
            }
            guard totals.isEmpty else { throw StorageError.missingRows(table: "measure_totals") }
        }
        if let fault { faults.append(fault) }
        checked.append("the measures of all days, against their totals")
        return digest
    }

    private mutating func checkDigests(_ packed: [Feed: UInt64]) throws {
        for feed in try database.ledgerFeeds() {
            let stored = try Int64.fetchOne(
                database,
                sql: """
                    SELECT digest FROM feed_digests WHERE feed = ? ORDER BY import_id DESC LIMIT 1
                    """, arguments: [feed.rawValue])
            var digest: UInt64 = 0
            let fault = try fault { digest = try packed[feed] ?? self.digest(of: feed) }
            if let fault {
                faults.append(fault)
            } else if digest != UInt64(bitPattern: stored ?? 0) {
                faults.append(
                    "the rows of the feed \(feed.rawValue) do not have the digest that the last "
                        + "import left: \(remedy)")
            }
        }
        checked.append("the digest of every feed, against the one that the last import left")
    }

    private func digest(of feed: Feed) throws -> UInt64 {
        var digest: UInt64 = 0
        var scratch: [UInt8] = []
        let columns = feed.columns
        let rows = try PreparedStatement(database, FactSource.now.rows(of: feed))
        let row = StoredRow(rows, feed: feed)
        while try rows.step() { digest &+= try row.feedRow(columns).digest(columns, &scratch) }
        return digest
    }
}

/// The fault that `body` throws, in words; nil if it throws none.
private func fault(_ body: () throws -> Void) throws -> String? {
    do {
        try body()
        return nil
    } catch let fault as StorageError {
        return fault.description
    } catch let fault as LedgerError {
        return fault.description
    }
}

extension HealthTotal {
    fileprivate init(_ month: Month) {
        self.init(month: month, rows: 0, first: month.lastDay, last: month.firstDay)
    }

    fileprivate mutating func add(_ row: MonthRow) {
        rows += row.days
        first = min(first, month.firstDay + (row.firstDay - 1))
        last = max(last, month.firstDay + (row.lastDay - 1))
    }
}

/// The digest of each account's identifier, indexed by the account's key.
private func accountIdentifierDigests(_ database: Database) throws -> [UInt64] {
    let accounts = try PreparedStatement(
        database, "SELECT account_key, account_id FROM accounts ORDER BY account_key")
    let row = StoredRow(accounts, table: "accounts", keys: [0])
    var digests: [UInt64] = []
    while try accounts.step() {
        let key = Int(try row.integer(0, in: MonthAccounts.keys))
        digests.append(contentsOf: repeatElement(0, count: max(0, key + 1 - digests.count)))
        digests[key] = ContentDigest.value(of: accounts.bytes(1))
    }
    return digests
}
