import Domain
import GRDB

/// Merges batches of health rows into the packed months.
final class HealthMonthWriter {
    private let database: Database
    private let importID: Int64
    private let find: PreparedStatement
    private let insert: PreparedStatement
    private let replace: PreparedStatement
    private let keepHistory: Statement
    private var registry: NameRegistry
    private let cells = MonthCells()
    private var packed = UnsafeMutableRawBufferPointer.allocate(byteCount: 1024, alignment: 8)
    /// Digest of each account's identifier, by its key.
    private let accountDigests: [UInt64]

    init(_ database: Database, importID: Int64) throws {
        self.database = database
        self.importID = importID
        registry = try NameRegistry(database)
        find = try PreparedStatement(
            database, "SELECT packed FROM health_months WHERE month_account = ?")
        let columns = """
            INTO health_months (month_account, account_key, first_day, last_day, days,
                closing_tenths, closing_tier, sum_tenths, minimum_tenths, days_red, days_amber,
                days_green, packed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        insert = try PreparedStatement(database, "INSERT \(columns)")
        replace = try PreparedStatement(database, "INSERT OR REPLACE \(columns)")
        keepHistory = try database.makeStatement(
            sql: """
                INSERT INTO health_restatements (account_key, date, score_tenths, tier,
                    model_version, components, replaced_by)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        let largest = try Int.fetchOne(database, sql: "SELECT max(account_key) FROM accounts") ?? 0
        var digests = [UInt64](repeating: 0, count: largest + 1)
        let accounts = try PreparedStatement(
            database, "SELECT account_key, account_id FROM accounts")
        while try accounts.step() {
            digests[Int(accounts.integer(0))] = ContentDigest.value(of: accounts.bytes(1))
        }
        accountDigests = digests
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
            let seed = accountDigests[Int(account)] &+ UInt64(batch.month.number)
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
                try save(key, length: after.length, with: before == nil ? insert : replace)
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
            try keep(
                account: batch.account[row], day: batch.month.firstDay + slot, slot: slot, &digest)
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
        find.reset()
        find.bind(key, at: 1)
        guard try find.step() else {
            cells.clear(componentIDs: componentIDs)
            return nil
        }
        let isSound = PackedMonth.decode(find.bytes(0), into: cells)
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

    private func save(_ key: Int64, length: Int, with statement: PreparedStatement) throws {
        var inTier = SIMD4<Int32>()
        var sum: Int32 = 0
        var minimum = Int16.max
        for slot in 0..<MonthCells.slots where cells.has(slot: slot) {
            inTier[Int(cells.tier[slot] & 3)] += 1
            sum += Int32(cells.score[slot])
            minimum = min(minimum, cells.score[slot])
        }
        let last = 31 - cells.observed.leadingZeroBitCount
        statement.bind(key, at: 1)
        statement.bind(key & 0xffff_ffff, at: 2)
        statement.bind(Int64(cells.observed.trailingZeroBitCount + 1), at: 3)
        statement.bind(Int64(last + 1), at: 4)
        statement.bind(Int64(cells.days), at: 5)
        statement.bind(Int64(cells.score[last]), at: 6)
        statement.bind(cells.tier[last] == 0 ? nil : Int64(cells.tier[last]), at: 7)
        statement.bind(Int64(sum), at: 8)
        statement.bind(Int64(minimum), at: 9)
        for tier in Tier.allCases {
            statement.bind(Int64(inTier[Int(tier.rawValue)]), at: 9 + Int32(tier.rawValue))
        }
        statement.bind(UnsafeRawBufferPointer(rebasing: packed[..<length]), at: 13)
        try statement.run()
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
        kept.update("\(accountDigests[Int(account)]) \(day) \(cells.score[slot]) \(tier)")
        kept.update(packed + (version ?? ""))
        digest &+= kept.value
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
