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
    /// The digest of each account's identifier, indexed by the account's key.
    private let accountDigests: [UInt64]

    init(_ database: Database, importNumber: UInt32) throws {
        self.database = database
        self.importNumber = importNumber
        registry = try NameRegistry(database)
        find = try PreparedStatement(
            database, "SELECT packed FROM health_months WHERE month_account = ?")
        let columns = """
            INTO health_months (month_account, account_key, first_day, last_day, days,
                closing_tenths, closing_tier, sum_tenths, minimum_tenths, days_red, days_amber,
                days_green, packed)
            VALUES
            """
        let row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        let rows = Array(repeating: row, count: Self.rowsAtOnce).joined(separator: ", ")
        insert = try PreparedStatement(database, "INSERT \(columns) \(row)")
        insertMany = try PreparedStatement(database, "INSERT \(columns) \(rows)")
        replace = try PreparedStatement(database, "INSERT OR REPLACE \(columns) \(row)")
        remove = try PreparedStatement(
            database, "DELETE FROM health_months WHERE month_account = ?")
        history = try PackedHistory(database)
        let largest = try Int.fetchOne(database, sql: "SELECT max(account_key) FROM accounts") ?? 0
        var digests = [UInt64](repeating: 0, count: largest + 1)
        let accounts = try PreparedStatement(
            database, "SELECT account_key, account_id FROM accounts")
        while try accounts.step() {
            digests[Int(accounts.integer(0))] = ContentDigest.value(of: accounts.bytes(1))
        }
        accountDigests = digests
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
        let takenBefore = fates.taken
        let isKnown = try database.hasRow(
            """
            SELECT EXISTS (SELECT 1 FROM health_months WHERE month_account BETWEEN ? AND ?)
            """, [monthKey(batch.month, low), monthKey(batch.month, high)])
        if !isKnown, let months = batch.preparation as? MonthPacker.Months {
            try insert(months)
            digest &+= months.digest
            fates.taken += batch.account.count
        } else {
            try merge(batch, fates: &fates, digest: &digest)
        }
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
                bind(MonthRow(key: key, columns), after.bytes, to: replace, at: 0)
                try replace.run()
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
        digest &-= before
        let columns = cells.columns
        if columns.observed == 0 {
            remove.bind(key, at: 1)
            try remove.run()
        } else {
            let after = scratch.pack(columns, seed: seed, names: registry.digests)
            digest &+= after.digest
            bind(MonthRow(key: key, columns), after.bytes, to: replace, at: 0)
            try replace.run()
        }
        shrunkMonths.insert(month)
        return withdrawn
    }

    /// Updates the totals of months from which days were withdrawn.
    func finish() throws {
        for month in shrunkMonths { try countTotalsAnew(month) }
        shrunkMonths = []
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
                digest &+= try digestOfPast(
                    account: batch.account[row], day: batch.month.firstDay + (day - 1), row: place)
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
        guard try find.step() else {
            cells.reset(observed: 0, componentIDs: componentIDs)
            return nil
        }
        guard PackedMonth.decode(find.bytes(0), into: cells) else {
            throw LedgerError.damagedMonth(key: key)
        }
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
                    bind(row, packed, to: insertMany, at: place)
                    if place == Self.rowsAtOnce - 1 { try insertMany.run() }
                } else {
                    bind(row, packed, to: insert, at: 0)
                    try insert.run()
                }
            }
        }
    }

    /// Binds the parameters of one row of a statement that inserts one or more rows.
    private func bind(
        _ row: MonthRow, _ packed: UnsafeRawBufferPointer, to statement: PreparedStatement,
        at place: Int
    ) {
        let first = Int32(place * 13 + 1)
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
        statement.bind(packed, at: first + 12)
    }

    /// The digest of a day's values before a restatement.
    private func digestOfPast(account: Int32, day: Day, row: Int) throws -> UInt64 {
        var components: [String] = []
        for (column, id) in cells.componentIDs.enumerated() {
            let tenths = cells.components[column * MonthCells.capacity + row]
            guard tenths >= 0 else { continue }
            components.append("\"\(try registry.componentName(id))\":\(Score(tenths: tenths))")
        }
        var past = ContentDigest()
        past.update(
            "\(accountDigests[Int(account)]) \(day) \(cells.score[row]) \(cells.tier[row])")
        past.update(
            "{\(components.sorted().joined(separator: ","))}"
                + (try registry.versionName(cells.version[row]) ?? ""))
        return past.value
    }

    private func addToTotals(_ month: Month, rows: Int, first: Int, last: Int) throws {
        try database.execute(
            sql: """
                INSERT INTO health_totals (month, rows, first_day, last_day) VALUES (?, ?, ?, ?)
                ON CONFLICT (month) DO UPDATE SET rows = rows + excluded.rows,
                    first_day = min(first_day, excluded.first_day),
                    last_day = max(last_day, excluded.last_day)
                """, arguments: [month.number, rows, first, last])
    }

    private func countTotalsAnew(_ month: Month) throws {
        let range: StatementArguments = [monthKey(month, 0), monthKey(month, .max)]
        try database.execute(
            sql: "DELETE FROM health_totals WHERE month = ?", arguments: [month.number])
        try database.execute(
            sql: """
                INSERT INTO health_totals (month, rows, first_day, last_day)
                SELECT ?, sum(days), min(first_day), max(last_day) FROM health_months
                WHERE month_account BETWEEN ? AND ? HAVING count(*) > 0
                """, arguments: [month.number] + range)
    }
}

extension Database {
    /// Whether an `EXISTS` query returns true.
    func hasRow(_ sql: String, _ arguments: StatementArguments) throws -> Bool {
        try Bool.fetchOne(self, sql: sql, arguments: arguments) ?? false
    }
}
