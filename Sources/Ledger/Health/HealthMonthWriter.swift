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
    private var cells = MonthCells()
    private var bytes: [UInt8] = []
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
            let columns = componentIDs.map { cells.column(of: $0) }
            let unchanged = fates.unchanged
            for row in start..<end {
                try merge(
                    batch, row: row, columns: columns, versionIDs: versionIDs, fates: &fates,
                    digest: &digest)
            }
            if fates.unchanged - unchanged < end - start {
                let after = PackedMonth.encode(
                    cells, into: &bytes, seed: seed, names: registry.digests)
                digest = digest &- (before ?? 0) &+ after
                try save(key)
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
            for column in cells.componentIDs.indices {
                cells.components[column * MonthCells.slots + slot] = -1
            }
            fates.restated += 1
        } else {
            fates.taken += 1
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
        let packed = UnsafeRawBufferPointer(
            start: blob, count: Int(sqlite3_column_bytes(statement, 0)))
        let isSound = PackedMonth.decode(packed, into: &cells)
        sqlite3_reset(statement)
        guard isSound else {
            throw LedgerError.damagedMonth(
                month: Month(number: Int32(key >> 32)).description, account: key & 0xffff_ffff)
        }
        return PackedMonth.encode(cells, into: &bytes, seed: seed, names: registry.digests)
    }

    private func save(_ key: Int64) throws {
        var tiers = [0, 0, 0, 0]
        var sum = 0
        var minimum = Int16.max
        for slot in 0..<MonthCells.slots where cells.has(slot: slot) {
            tiers[Int(cells.tier[slot])] += 1
            sum += Int(cells.score[slot])
            minimum = min(minimum, cells.score[slot])
        }
        let last = 31 - cells.observed.leadingZeroBitCount
        let statement = store.sqliteStatement
        sqlite3_reset(statement)
        let integers: [Int64?] = [
            key, Int64(cells.observed.trailingZeroBitCount + 1), Int64(last + 1),
            Int64(cells.days), Int64(cells.score[last]),
            cells.tier[last] == 0 ? nil : Int64(cells.tier[last]), Int64(sum),
            Int64(minimum), Int64(tiers[1]), Int64(tiers[2]), Int64(tiers[3]),
        ]
        for (index, integer) in integers.enumerated() {
            if let integer {
                sqlite3_bind_int64(statement, Int32(index + 1), integer)
            } else {
                sqlite3_bind_null(statement, Int32(index + 1))
            }
        }
        let result = bytes.withUnsafeBytes { buffer in
            sqlite3_bind_blob(statement, 12, buffer.baseAddress, Int32(buffer.count), nil)
            return sqlite3_step(statement)
        }
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
