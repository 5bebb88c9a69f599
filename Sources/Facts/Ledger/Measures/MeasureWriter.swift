import Calendar
import Domain
import Formats
import GRDB
import Storage

/// Writes the rows of a measures file into their blocks.
///
/// Rows are collected, sorted by block, and merged into each block at once: a day of a large
/// portfolio takes some hundred blocks.
final class MeasureWriter {
    /// A row of the file, or a row to withdraw.
    private struct Change {
        var block: Int64
        var account: UInt16
        var location: UInt32
        var value: Double
        var whole: Double
        var isWithdrawal = false

        var order: UInt64 { UInt64(account) << 32 | UInt64(location) }
    }

    /// How many rows are collected.
    private static let mostRows = 1 << 20

    private let importID: UInt32
    private let accounts: [AccountID: Int32]
    private let digests: MeasureDigests
    private var names: MeasureNames
    private var locations: MeasureNames
    private var changes: [Change] = []
    private let find: PreparedStatement
    private let replace: PreparedStatement
    private let database: Database
    private var totals: MeasureTotals
    /// What this file adds to the total of the blocks.
    private var total = ChecksumTotal()
    /// The key of the block in `entries`; nil before the first.
    private var key: MeasureKey?
    private var entries: [MeasureEntry] = []
    private var merged: [MeasureEntry] = []
    private var bytes: [UInt8] = []
    /// The stored checksum of the block; nil if the ledger lacks it.
    private var storedChecksum: Int64?
    private var hasChanged = false
    private(set) var fates = RowFates()
    /// What this file adds to the digest of the feed.
    private(set) var digest: UInt64 = 0

    init(
        _ database: Database, importID: Int64, accounts: [(id: AccountID, key: Int32)],
        accountDigests: [UInt64]
    ) throws {
        self.database = database
        guard let importID = UInt32(exactly: importID) else {
            throw StorageError.damagedRow(
                table: "imports", key: "\(importID)", column: "import_id")
        }
        self.importID = importID
        self.accounts = Dictionary(
            accounts.map { ($0.id, $0.key) }, uniquingKeysWith: { first, _ in first })
        names = try .measures(database)
        locations = try .locations(database)
        digests = MeasureDigests(accounts: accountDigests)
        totals = MeasureTotals(database)
        find = try PreparedStatement(
            database, "SELECT block, checksum, packed FROM measure_blocks WHERE block = ?")
        replace = try PreparedStatement(
            database,
            "INSERT OR REPLACE INTO measure_blocks (block, checksum, packed) VALUES (?, ?, ?)")
    }

    /// Takes a row of the file.
    func write(_ row: FeedRow) throws {
        guard let account = row.values[0].text.flatMap({ accounts[AccountID($0)] }),
            let measure = row.values[1].text, let day = row.values[2].day,
            let value = row.values[4].number
        else { throw LedgerError.wrongFeed(.measures) }
        let name = try names.key(of: measure)
        let location = try locations.key(of: row.values[3].text ?? "")
        changes.append(
            Change(
                block: MeasureKey(day: day, name: name, account: account).number,
                account: UInt16(account & 0xfff), location: location,
                value: value == 0 ? 0 : value, whole: row.values[5].number ?? .nan))
        if changes.count >= Self.mostRows { try flush() }
    }

    /// Withdraws a row. Returns whether there was one.
    func withdraw(_ key: [FeedValue]) throws -> Bool {
        try flush()
        guard let account = key[0].text.flatMap({ accounts[AccountID($0)] }),
            let name = key[1].text.flatMap(names.known), let day = key[2].day,
            let location = locations.known(key[3].text ?? "")
        else { return false }
        let before = fates.withdrawn
        try load(MeasureKey(day: day, name: name, account: account))
        merge([
            Change(
                block: 0, account: UInt16(account & 0xfff), location: location, value: 0,
                whole: .nan, isWithdrawal: true)
        ])
        return fates.withdrawn > before
    }

    /// Merges the rows that were collected into their blocks.
    func flush() throws {
        guard !changes.isEmpty else { return }
        changes.sort { ($0.block, $0.order) < ($1.block, $1.order) }
        var start = 0
        while start < changes.count {
            let block = changes[start].block
            var end = start + 1
            while end < changes.count, changes[end].block == block { end += 1 }
            try load(MeasureKey(number: block))
            merge(changes[start..<end])
            start = end
        }
        changes.removeAll(keepingCapacity: true)
    }

    /// Stores what is still in memory.
    func finish() throws {
        try flush()
        try store()
        key = nil
        try totals.finish()
        try names.finish()
        try locations.finish()
        try total.write(database, addingTo: "measure_blocks")
    }

    // MARK: One block

    /// Brings a block into memory, after storing the one before.
    private func load(_ wanted: MeasureKey) throws {
        guard wanted != key else { return }
        try store()
        key = wanted
        find.bind(wanted.number, at: 1)
        defer { find.reset() }
        if try find.step() {
            try MeasureBlocks.read(find, into: &entries)
            storedChecksum = find.integer(1)
        } else {
            entries.removeAll(keepingCapacity: true)
            storedChecksum = nil
        }
    }

    private func store() throws {
        guard hasChanged, let key else { return }
        hasChanged = false
        PackedMeasures.encode(entries, into: &bytes)
        try bytes.withUnsafeBytes { bytes in
            let checksum = PackedMeasures.checksum(of: key, bytes)
            if let storedChecksum { total.remove(storedChecksum) }
            total.add(checksum)
            storedChecksum = checksum
            replace.bind(key.number, at: 1)
            replace.bind(checksum, at: 2)
            replace.bind(bytes, at: 3)
            try replace.run()
        }
    }

    /// Merges changes of the block in memory, which are in order.
    private func merge(_ changes: ArraySlice<Change>) {
        guard let key else { return }
        let seed = digests.seed(of: key, names)
        var change = MeasureTotal()
        merged.removeAll(keepingCapacity: true)
        merged.reserveCapacity(entries.count + changes.count)
        var (at, next) = (0, changes.startIndex)
        while next < changes.endIndex {
            let order = changes[next].order
            while at < entries.count, entries[at].order < order {
                merged.append(entries[at])
                at += 1
            }
            let start = merged.count
            while at < entries.count, entries[at].order == order {
                merged.append(entries[at])
                at += 1
            }
            func count(sign: Int) -> UInt64 {
                let row = merged[start...]
                let standing = StandingMeasure(row, through: .max)
                change.add(row, standing, sign: sign)
                return standing.map {
                    digests.digest(of: $0, seed, firstAccount: key.firstAccount, locations)
                } ?? 0
            }
            let before = count(sign: -1)
            while next < changes.endIndex, changes[next].order == order {
                if apply(changes[next], from: start) { hasChanged = true }
                next += 1
            }
            digest = digest &- before &+ count(sign: 1)
        }
        merged.append(contentsOf: entries[at...])
        swap(&entries, &merged)
        totals.change(key.total) { $0.add(change) }
    }

    /// Adds a change to the entries of its row, which begin at `start` and end the merged ones.
    /// Returns whether it changes them.
    private func apply(_ change: Change, from start: Int) -> Bool {
        let last = merged.count > start ? merged.last : nil
        let stands = last.map { !$0.isWithdrawn } ?? false
        guard !change.isWithdrawal else {
            guard let last, stands else { return false }
            merged.append(MeasureEntry(withdrawing: last, by: importID))
            fates.withdrawn += 1
            return true
        }
        let entry = MeasureEntry(
            account: change.account, location: change.location, importID: importID,
            value: change.value, whole: change.whole)
        guard let last, stands else {
            merged.append(entry)
            fates.taken += 1
            return true
        }
        guard !last.hasSameValues(as: entry) else {
            fates.unchanged += 1
            return false
        }
        // A value from an earlier line of the same file was never in the ledger.
        if last.importID == importID { merged.removeLast() }
        merged.append(entry)
        fates.restated += 1
        return true
    }
}
