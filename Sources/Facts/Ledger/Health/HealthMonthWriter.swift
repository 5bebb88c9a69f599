import Calendar
import Formats
import Domain
import GRDB
import Storage

/// Merges batches of health rows into the packed months.
final class HealthMonthWriter {
    private static let rowsAtOnce = 25

    private let database: Database
    /// The file's number among the health files, as in `imports.feed_number`.
    private let importNumber: UInt32
    private let find: PreparedStatement
    private let insert: PreparedStatement
    /// Inserts `rowsAtOnce` rows at once, in two thirds of the time of single inserts.
    private let insertMany: PreparedStatement
    private let replace: PreparedStatement
    private let remove: PreparedStatement
    private let history: PackedHistory
    private var registry: NameRegistry
    private let cells = MonthCells()
    private let scratch = MonthBytes()
    /// Months from which days were withdrawn.
    private var shrunkMonths: Set<Month> = []
    /// Months whose totals change, with what their digests grow by.
    private var changedMonths: [Month: UInt64] = [:]
    private var months: MonthAccounts
    private var total = ChecksumTotal()
    /// The checksum of the month that was loaded last; nil if the ledger lacks it.
    private var knownChecksum: Int64?
    /// The digest of each account's identifier, indexed by the account's key.
    private let accountDigests: [UInt64]

    /// `accountDigests` are those of the accounts' identifiers, indexed by the accounts' keys.
    init(_ database: Database, importNumber: UInt32, accountDigests: [UInt64]) throws {
        self.database = database
        self.importNumber = importNumber
        self.accountDigests = accountDigests
        registry = try NameRegistry(database)
        find = try PreparedStatement(
            database,
            """
            SELECT packed, packed_checksum, checksum FROM health_months WHERE month_account = ?
            """)
        let columns = """
            INTO health_months (month_account, account_key, first_day, last_day, days,
                closing_tenths, closing_tier, sum_tenths, minimum_tenths, days_red, days_amber,
                days_green, checksum, packed_checksum, packed)
            VALUES
            """
        let row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        let rows = Array(repeating: row, count: Self.rowsAtOnce).joined(separator: ", ")
        insert = try PreparedStatement(database, "INSERT \(columns) \(row)")
        insertMany = try PreparedStatement(database, "INSERT \(columns) \(rows)")
        replace = try PreparedStatement(database, "INSERT OR REPLACE \(columns) \(row)")
        remove = try PreparedStatement(
            database, "DELETE FROM health_months WHERE month_account = ?")
        history = try PackedHistory(database)
        try ChecksummedTable(database, "health_totals").check(database)
        months = try MonthAccounts(database)
    }

    /// Creates a packer, which packs batches of a file before they are written.
    func packer(componentNames: [String], modelVersions: [String]) throws -> MonthPacker {
        let componentIDs = try componentNames.map { try registry.component($0) }
        let versionIDs = try modelVersions.map { try registry.version($0) }
        return MonthPacker(
            componentIDs: componentIDs, versionIDs: versionIDs, names: registry.digests,
            accountDigests: accountDigests, importNumber: importNumber)
    }

    /// Writes one batch. If the ledger has none of its months yet, inserts the months packed ahead;
    /// otherwise merges the batch row by row.
    func write(_ batch: HealthBatch, fates: inout RowFates, digest: inout UInt64) throws {
        guard let low = batch.account.first, let high = batch.account.last,
            let first = batch.day.min(), let last = batch.day.max()
        else { return }
        let (takenBefore, digestBefore) = (fates.taken, digest)
        let isKnown = (low...high).contains { months.contains(monthKey(batch.month, $0)) }
        if !isKnown, let months = batch.preparation as? MonthPacker.Months {
            try insert(months)
            digest &+= months.digest
            fates.taken += batch.account.count
        } else {
            try merge(batch, fates: &fates, digest: &digest)
        }
        changedMonths[batch.month, default: 0] &+= digest &- digestBefore
        try addToTotals(
            batch.month, rows: fates.taken - takenBefore, first: Int(first), last: Int(last))
    }

    private func merge(
        _ batch: HealthBatch, fates: inout RowFates, digest: inout UInt64
    ) throws {
        let packer = try packer(
            componentNames: batch.componentNames, modelVersions: batch.modelVersions)
        var start = 0
        while start < batch.account.count {
            let account = batch.account[start]
            var end = start + 1
            while end < batch.account.count, batch.account[end] == account { end += 1 }
            let key = monthKey(batch.month, account)
            let seed = packer.seed(account, batch.month)
            let before = try load(key, seed: seed, componentIDs: packer.componentIDs)
            let columns = packer.componentIDs.map { cells.column(of: $0) }
            let unchanged = fates.unchanged
            for row in start..<end {
                try merge(
                    batch, row: row, key: key, columns: columns, versionIDs: packer.versionIDs,
                    fates: &fates, digest: &digest)
            }
            try history.flush()
            if fates.unchanged - unchanged < end - start {
                let columns = cells.columns
                let after = scratch.pack(columns, seed: seed, names: registry.digests)
                digest = digest &- (before ?? 0) &+ after.digest
                try replace(MonthRow(key: key, columns), after.bytes)
            }
            start = end
        }
    }

    /// Withdraws days of an account.
    ///
    /// - Parameters:
    ///   - account: the ledger's key of the account.
    ///   - days: days of one month, from 1, each once.
    ///   - month: the month.
    ///   - digest: the feed's digest, which is updated.
    /// - Returns: the number of days that had a row.
    /// - Throws: `LedgerError` or `DatabaseError`.
    func withdraw(
        account: Int32, days: [Int], of month: Month, digest: inout UInt64
    ) throws -> Int {
        let key = monthKey(month, account)
        let seed = accountDigests[Int(account)] &+ UInt64(month.number)
        guard let before = try load(key, seed: seed, componentIDs: []) else { return 0 }
        var withdrawn = 0
        for day in days {
            guard let row = cells.row(ofDay: day) else { continue }
            try history.add(
                day: day, of: cells, row: row, key: key, knownUntil: importNumber,
                isWithdrawn: true)
            cells.removeRow(ofDay: day)
            withdrawn += 1
        }
        try history.flush()
        guard withdrawn > 0 else { return 0 }
        let digestBefore = digest
        digest &-= before
        let columns = cells.columns
        if columns.observed == 0 {
            if let knownChecksum { total.remove(knownChecksum) }
            remove.bind(key, at: 1)
            try remove.run()
            try months.remove(key)
        } else {
            let after = scratch.pack(columns, seed: seed, names: registry.digests)
            digest &+= after.digest
            try replace(MonthRow(key: key, columns), after.bytes)
        }
        shrunkMonths.insert(month)
        changedMonths[month, default: 0] &+= digest &- digestBefore
        return withdrawn
    }

    /// Updates the totals.
    func finish() throws {
        for month in shrunkMonths { try countTotalsAnew(month) }
        let left = Set(months.months)
        for (month, growth) in changedMonths where left.contains(month) {
            try months.write(month, database)
            try addToDigest(month, growth)
        }
        try database.addChecksums(to: "health_totals")
        try total.write(database, addingTo: "health_months")
        try history.finish()
    }

    /// Merges one row of the batch into the cells. `columns` are the cells' columns of the batch's
    /// components.
    private func merge(
        _ batch: HealthBatch, row: Int, key: Int64, columns: [Int], versionIDs: [UInt16],
        fates: inout RowFates, digest: inout UInt64
    ) throws {
        let day = Int(batch.day[row])
        let version = versionIDs[Int(batch.modelVersion[row])]
        func given(_ column: Int) -> Int16 {
            columns.firstIndex(of: column).map { batch.components[$0 * batch.account.count + row] }
                ?? -1
        }
        let place: Int
        if let known = cells.row(ofDay: day) {
            place = known
            let isSame =
                cells.score[place] == batch.score[row] && cells.tier[place] == batch.tier[row]
                && cells.version[place] == version
                && cells.componentIDs.indices.allSatisfy {
                    cells.components[$0 * MonthCells.capacity + place] == given($0)
                }
            if isSame {
                fates.unchanged += 1
                return
            }
            // A value from an earlier line of the same file was never in the ledger, so it has no
            // history.
            if cells.imports[place] != importNumber {
                digest &+= try cells.digestOfPast(
                    row: place, day: batch.month.firstDay + (day - 1),
                    accountDigest: accountDigests[Int(batch.account[row])], registry)
                try history.add(
                    day: day, of: cells, row: place, key: key, knownUntil: importNumber,
                    isWithdrawn: false)
            }
            fates.restated += 1
        } else {
            place = cells.insertRow(ofDay: day)
            fates.taken += 1
        }
        cells.score[place] = batch.score[row]
        cells.tier[place] = batch.tier[row]
        cells.version[place] = version
        cells.imports[place] = importNumber
        for column in cells.componentIDs.indices {
            cells.components[column * MonthCells.capacity + place] = given(column)
        }
    }

    /// Reads a month into the cells. Returns its digest, or nil if the ledger lacks the month.
    private func load(_ key: Int64, seed: UInt64, componentIDs: [UInt16]) throws -> UInt64? {
        find.reset()
        find.bind(key, at: 1)
        knownChecksum = nil
        guard try find.step() else {
            guard !months.contains(key) else { throw LedgerError.damagedMonth(key: key) }
            cells.reset(observed: 0, componentIDs: componentIDs)
            return nil
        }
        guard find.integer(1) == PackedMonth.checksum(key: key, find.bytes(0)),
            PackedMonth.decode(find.bytes(0), into: cells)
        else { throw LedgerError.damagedMonth(key: key) }
        knownChecksum = find.integer(2)
        return scratch.pack(cells.columns, seed: seed, names: registry.digests).digest
    }

    private func insert(_ months: MonthPacker.Months) throws {
        try months.bytes.withUnsafeBytes { bytes in
            let inMany = months.rows.count / Self.rowsAtOnce * Self.rowsAtOnce
            var start = 0
            for (index, (row, end)) in months.rows.enumerated() {
                let packed = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                start = end
                if index < inMany {
                    let place = index % Self.rowsAtOnce
                    try bind(row, packed, to: insertMany, at: place)
                    if place == Self.rowsAtOnce - 1 { try insertMany.run() }
                } else {
                    try bind(row, packed, to: insert, at: 0)
                    try insert.run()
                }
            }
        }
    }

    /// Writes a month in place of the one that was loaded, if there was one.
    private func replace(_ row: MonthRow, _ packed: UnsafeRawBufferPointer) throws {
        if let knownChecksum { total.remove(knownChecksum) }
        try bind(CheckedMonth(row, packed), packed, to: replace, at: 0)
        try replace.run()
    }

    /// Binds the parameters of one row of a statement that inserts one or more rows, and counts it.
    private func bind(
        _ month: CheckedMonth, _ packed: UnsafeRawBufferPointer,
        to statement: PreparedStatement, at place: Int
    ) throws {
        let row = month.row
        total.add(month.checksum)
        try months.insert(row.key)
        let first = Int32(place * 15 + 1)
        statement.bind(row.key, at: first)
        statement.bind(row.key & 0xffff_ffff, at: first + 1)
        statement.bind(Int64(row.firstDay), at: first + 2)
        statement.bind(Int64(row.lastDay), at: first + 3)
        statement.bind(Int64(row.days), at: first + 4)
        statement.bind(Int64(row.closingTenths), at: first + 5)
        statement.bind(row.closingTier == 0 ? nil : Int64(row.closingTier), at: first + 6)
        statement.bind(Int64(row.sumTenths), at: first + 7)
        statement.bind(Int64(row.minimumTenths), at: first + 8)
        for tier in Tier.allCases {
            statement.bind(
                Int64(row.daysInTier[Int(tier.rawValue)]), at: first + 8 + Int32(tier.rawValue))
        }
        statement.bind(month.checksum, at: first + 12)
        statement.bind(month.packedChecksum, at: first + 13)
        statement.bind(packed, at: first + 14)
    }

    private func addToTotals(_ month: Month, rows: Int, first: Int, last: Int) throws {
        let isKnown =
            try Int64.fetchOne(
                database, sql: "SELECT 1 FROM health_totals WHERE month = ?",
                arguments: [month.number]) != nil
        // Values that were replaced stay part of the digest, also when the month was empty since.
        let keys = monthKey(month, 0)...monthKey(month, .max)
        let past =
            isKnown
            ? 0 : try digestsOfPast(database, keys, registry, accountDigests)[month] ?? 0
        try database.execute(
            sql: """
                INSERT INTO health_totals (month, rows, first_day, last_day, digest)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (month) DO UPDATE SET rows = rows + excluded.rows,
                    first_day = min(first_day, excluded.first_day),
                    last_day = max(last_day, excluded.last_day)
                """,
            arguments: [month.number, rows, first, last, Int64(bitPattern: past)])
    }

    private func countTotalsAnew(_ month: Month) throws {
        let range: StatementArguments = [monthKey(month, 0), monthKey(month, .max)]
        let digest = try digest(of: month)
        try database.execute(
            sql: "DELETE FROM health_totals WHERE month = ?", arguments: [month.number])
        try database.execute(
            sql: """
                INSERT INTO health_totals (month, rows, first_day, last_day, digest)
                SELECT ?, sum(days), min(first_day), max(last_day), ? FROM health_months
                WHERE month_account BETWEEN ? AND ? HAVING count(*) > 0
                """, arguments: [month.number, digest] + range)
    }

    /// The part of the feed's digest that a month has; nil if it is not known.
    private func digest(of month: Month) throws -> Int64? {
        try Int64.fetchOne(
            database, sql: "SELECT digest FROM health_totals WHERE month = ?",
            arguments: [month.number])
    }

    private func addToDigest(_ month: Month, _ growth: UInt64) throws {
        guard let before = try digest(of: month) else { return }
        let after = Int64(bitPattern: UInt64(bitPattern: before) &+ growth)
        try database.execute(
            sql: "UPDATE health_totals SET digest = ? WHERE month = ?",
            arguments: [after, month.number])
    }
}

/// The digests of the values that were replaced, by month, as they are part of the feed's digest.
func digestsOfPast(
    _ database: Database, _ keys: ClosedRange<Int64>, _ registry: NameRegistry,
    _ accounts: [UInt64]
) throws -> [Month: UInt64] {
    var digests: [Month: UInt64] = [:]
    let cells = MonthCells()
    let rows = try PreparedStatement(
        database,
        """
        SELECT month_account, packed FROM health_history
        WHERE month_account BETWEEN ? AND ? AND is_withdrawn = 0
        """)
    rows.bind(keys.lowerBound, at: 1)
    rows.bind(keys.upperBound, at: 2)
    while try rows.step() {
        let key = rows.integer(0)
        let account = Int(key & 0xffff_ffff)
        guard PackedMonth.decode(rows.bytes(1), into: cells), accounts.indices.contains(account)
        else { throw LedgerError.damagedMonth(key: key) }
        let month = try monthOfKey(key)
        for (row, day) in cells.daysOfMonth.enumerated() {
            digests[month, default: 0] &+= try cells.digestOfPast(
                row: row, day: month.firstDay + (day - 1), accountDigest: accounts[account],
                registry)
        }
    }
    return digests
}

extension MonthCells {
    /// The digest of a day's values before a restatement, which stays part of the feed's digest.
    func digestOfPast(
        row: Int, day: Day, accountDigest: UInt64, _ registry: NameRegistry
    ) throws -> UInt64 {
        var named: [String] = []
        for (column, id) in componentIDs.enumerated() {
            let tenths = components[column * Self.capacity + row]
            guard tenths >= 0 else { continue }
            named.append("\"\(try registry.componentName(id))\":\(Score(tenths: tenths))")
        }
        var past = ContentDigest()
        past.update("\(accountDigest) \(day) \(score[row]) \(tier[row])")
        past.update(
            "{\(named.sorted().joined(separator: ","))}"
                + (try registry.versionName(version[row]) ?? ""))
        return past.value
    }
}
