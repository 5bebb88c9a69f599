import Domain
import GRDB
import GRDBSQLite

/// Merges batches of health rows into the packed months.
///
/// Speaks to SQLite's C interface: a large import writes hundreds of thousands of months.
final class HealthMonthWriter {
    private let database: Database
    private let importID: Int64
    private let find: Statement
    private let store: Statement
    private let keepHistory: Statement
    private let accountDigest: Statement
    private var registry: NameRegistry
    private let cells = MonthCells()
    private var packed = UnsafeMutableRawBufferPointer.allocate(byteCount: 1024, alignment: 8)
    private var accountDigests: [Int32: UInt64] = [:]

    init(_ database: Database, importID: Int64) throws {
        self.database = database
        self.importID = importID
        registry = try NameRegistry(database)
        find = try database.makeStatement(
            sql: "SELECT packed FROM health_months WHERE month_account = ?")
        store = try database.makeStatement(
            sql: """
                INSERT OR REPLACE INTO health_months (month_account, first_day, last_day, days,
                    closing_tenths, closing_tier, sum_tenths, minimum_tenths, days_red,
                    days_amber, days_green, packed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        keepHistory = try database.makeStatement(
            sql: """
                INSERT INTO health_restatements (account_key, date, score_tenths, tier,
                    model_version, components, replaced_by)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        accountDigest = try database.makeStatement(
            sql: "SELECT account_id FROM accounts WHERE account_key = ?")
    }

    deinit { packed.deallocate() }

    /// Merges one batch.
    func write(_ batch: HealthBatch, fates: inout RowFates, digest: inout UInt64) throws {
        guard let low = batch.account.first, let high = batch.account.last else { return }
        let componentIDs = try batch.componentNames.map { try registry.component($0) }
        let versionIDs = try batch.modelVersions.map { try registry.version($0) }
        let base = Int64(batch.month.number) << 32
        let monthIsNew = try !database.hasRow(
            """
            SELECT EXISTS (SELECT 1 FROM health_months WHERE month_account BETWEEN ? AND ?)
            """, [base | Int64(low), base | Int64(high)])
        let ownColumns = Array(componentIDs.indices)
        var first = Int.max
        var last = 0
        let takenBefore = fates.taken
        var start = 0
        while start < batch.account.count {
            let account = batch.account[start]
            var end = start + 1
            while end < batch.account.count, batch.account[end] == account { end += 1 }
            let key = base | Int64(account)
            let seed = try digestSeed(account: account, month: batch.month)
            var before: UInt64?
            if monthIsNew {
                cells.clear(componentIDs: componentIDs)
            } else {
                before = try load(key, seed: seed, componentIDs: componentIDs)
            }
            let columns = monthIsNew ? ownColumns : componentIDs.map { cells.column(of: $0) }
            let unchanged = fates.unchanged
            for row in start..<end {
                try merge(
                    batch, row: row, columns: columns, versionIDs: versionIDs, fates: &fates,
                    digest: &digest)
            }
            if fates.unchanged - unchanged < end - start {
                let after = pack(seed: seed)
                digest = digest &- (before ?? 0) &+ after.digest
                try save(key, length: after.length)
            }
            first = min(first, Int(batch.day[start]))
            last = max(last, Int(batch.day[end - 1]))
            start = end
        }
        try addToTotals(
            batch.month, rows: fates.taken - takenBefore, first: first, last: last)
    }

    /// Applies one row to the cells.
    private func merge(
        _ batch: HealthBatch, row: Int, columns: [Int], versionIDs: [UInt16],
        fates: inout RowFates, digest: inout UInt64
    ) throws {
        let slot = Int(batch.day[row]) - 1
        let width = columns.count
        let version = versionIDs[Int(batch.modelVersion[row])]
        if cells.has(slot: slot) {
            var same =
                cells.score[slot] == batch.score[row] && cells.tier[slot] == batch.tier[row]
                && cells.version[slot] == version
            for column in cells.componentIDs.indices where same {
                let position = columns.firstIndex(of: column)
                let new = position.map { batch.components[row * width + $0] } ?? -1
                same = cells.component(column, slot: slot) == new
            }
            if same {
                fates.unchanged += 1
                return
            }
            try keep(account: batch.account[row], day: batch.month.firstDay + slot, slot: slot, &digest)
            fates.restated += 1
        } else {
            fates.taken += 1
        }
        if width < cells.componentIDs.count {
            // Components that the month knows and this file lacks are not given.
            for column in cells.componentIDs.indices {
                cells.components[column * MonthCells.slots + slot] = -1
            }
        }
        cells.observed |= 1 << UInt32(slot)
        cells.score[slot] = batch.score[row]
        cells.tier[slot] = batch.tier[row]
        cells.version[slot] = version
        for position in 0..<width {
            cells.components[columns[position] * MonthCells.slots + slot] =
                batch.components[row * width + position]
        }
    }

    /// Reads a month into the cells; returns its digest, or nil where there is none.
    private func load(_ key: Int64, seed: UInt64, componentIDs: [UInt16]) throws -> UInt64? {
        let statement = find.sqliteStatement
        sqlite3_reset(statement)
        sqlite3_bind_int64(statement, 1, key)
        guard sqlite3_step(statement) == SQLITE_ROW, let blob = sqlite3_column_blob(statement, 0)
        else {
            sqlite3_reset(statement)
            cells.clear(componentIDs: componentIDs)
            return nil
        }
        let stored = UnsafeRawBufferPointer(
            start: blob, count: Int(sqlite3_column_bytes(statement, 0)))
        let isSound = PackedMonth.decode(stored, into: cells)
        sqlite3_reset(statement)
        guard isSound else {
            throw LedgerError.damagedMonth(
                month: Month(number: Int32(key >> 32)).description, account: key & 0xffff_ffff)
        }
        return pack(seed: seed).digest
    }

    private func pack(seed: UInt64) -> (length: Int, digest: UInt64) {
        let longest = PackedMonth.longest(components: cells.componentIDs.count)
        if longest > packed.count {
            packed.deallocate()
            packed = .allocate(byteCount: longest, alignment: 8)
        }
        guard let base = packed.baseAddress else { return (0, 0) }
        return PackedMonth.encode(cells, to: base, seed: seed, names: registry.digests)
    }

    private func save(_ key: Int64, length: Int) throws {
        var inTier = SIMD4<Int32>()
        var sum: Int32 = 0
        var minimum = Int16.max
        for slot in 0..<MonthCells.slots where cells.has(slot: slot) {
            inTier[Int(cells.tier[slot] & 3)] += 1
            sum += Int32(cells.score[slot])
            minimum = min(minimum, cells.score[slot])
        }
        let last = 31 - cells.observed.leadingZeroBitCount
        let statement = store.sqliteStatement
        sqlite3_reset(statement)
        sqlite3_bind_int64(statement, 1, key)
        sqlite3_bind_int(statement, 2, Int32(cells.observed.trailingZeroBitCount + 1))
        sqlite3_bind_int(statement, 3, Int32(last + 1))
        sqlite3_bind_int(statement, 4, Int32(cells.days))
        sqlite3_bind_int(statement, 5, Int32(cells.score[last]))
        if cells.tier[last] == 0 {
            sqlite3_bind_null(statement, 6)
        } else {
            sqlite3_bind_int(statement, 6, Int32(cells.tier[last]))
        }
        sqlite3_bind_int(statement, 7, sum)
        sqlite3_bind_int(statement, 8, Int32(minimum))
        for tier in Tier.allCases {
            sqlite3_bind_int(statement, 8 + Int32(tier.rawValue), inTier[Int(tier.rawValue)])
        }
        sqlite3_bind_blob(statement, 12, packed.baseAddress, Int32(length), nil)
        let result = sqlite3_step(statement)
        guard result == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: result), message: database.lastErrorMessage)
        }
        sqlite3_reset(statement)
    }

    /// Keeps what a row said before it is restated.
    private func keep(account: Int32, day: Day, slot: Int, _ digest: inout UInt64) throws {
        var components: [String] = []
        for (column, id) in cells.componentIDs.enumerated() {
            let tenths = cells.component(column, slot: slot)
            guard tenths >= 0 else { continue }
            components.append("\"\(registry.componentName(id))\":\(Score(tenths: tenths))")
        }
        let packed = "{\(components.sorted().joined(separator: ","))}"
        let tier = cells.tier[slot]
        let version = registry.versionName(cells.version[slot])
        try keepHistory.execute(arguments: [
            account, day.description, cells.score[slot], tier == 0 ? nil : Int(tier), version,
            packed, importID,
        ])
        var kept = ContentDigest()
        kept.update("\(accountDigests[account] ?? 0) \(day) \(cells.score[slot]) \(tier)")
        kept.update(packed + (version ?? ""))
        digest &+= kept.value
    }

    private func digestSeed(account: Int32, month: Month) throws -> UInt64 {
        if let known = accountDigests[account] { return known &+ UInt64(month.number) }
        let id = try String.fetchOne(accountDigest, arguments: [account]) ?? ""
        let digest = ContentDigest.value(of: id)
        accountDigests[account] = digest
        return digest &+ UInt64(month.number)
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
}

extension Database {
    /// Whether an `EXISTS` query answers yes.
    func hasRow(_ sql: String, _ arguments: StatementArguments) throws -> Bool {
        try Bool.fetchOne(self, sql: sql, arguments: arguments) ?? false
    }
}
