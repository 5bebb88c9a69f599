import Calendar
import Formats
import Domain
import GRDB
import Storage

/// Merges batches of health rows into the packed months.
final class HealthMonthWriter {
    private static let rowsAtOnce = 25

    private let database: Database
    private let importID: Int64
    private let find: PreparedStatement
    private let insert: PreparedStatement
    /// Inserts `rowsAtOnce` rows, which takes two thirds of the time of one by one.
    private let insertMany: PreparedStatement
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
            VALUES
            """
        let row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        let rows = Array(repeating: row, count: Self.rowsAtOnce).joined(separator: ", ")
        insert = try PreparedStatement(database, "INSERT \(columns) \(row)")
        insertMany = try PreparedStatement(database, "INSERT \(columns) \(rows)")
        replace = try PreparedStatement(database, "INSERT OR REPLACE \(columns) \(row)")
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

    /// Packs batches of a file ahead of their being written.
    func packer(componentNames: [String], modelVersions: [String]) throws -> MonthPacker {
        let componentIDs = try componentNames.map { try registry.component($0) }
        let versionIDs = try modelVersions.map { try registry.version($0) }
        return MonthPacker(
            componentIDs: componentIDs, versionIDs: versionIDs, names: registry.digests,
            accountDigests: accountDigests)
    }

    /// Writes one batch: inserts what was packed ahead where the ledger has none of its months
    /// yet, or else merges it row by row.
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
                    batch, row: row, columns: columns, versionIDs: packer.versionIDs,
                    fates: &fates, digest: &digest)
            }
            if fates.unchanged - unchanged < end - start {
                let after = pack(seed: seed)
                digest = digest &- (before ?? 0) &+ after.digest
                bind(
                    MonthRow(key: key, cells.columns),
                    UnsafeRawBufferPointer(rebasing: packed[..<after.length]), to: replace, at: 0)
                try replace.run()
            }
            start = end
        }
    }

    /// Applies one row to the cells, whose column of each component of the batch is given.
    private func merge(
        _ batch: HealthBatch, row: Int, columns: [Int], versionIDs: [UInt16],
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
            let month = cells.columns
            let isSame =
                month.score[place] == batch.score[row] && month.tier[place] == batch.tier[row]
                && month.version[place] == version
                && month.componentIDs.indices.allSatisfy {
                    month.component($0, row: place) == given($0)
                }
            if isSame {
                fates.unchanged += 1
                return
            }
            // What the same file said on an earlier line was never known to anybody.
            let isFromThisFile =
                row > 0 && batch.account[row - 1] == batch.account[row]
                && batch.day[row - 1] == batch.day[row]
            if !isFromThisFile {
                try keep(
                    account: batch.account[row], day: batch.month.firstDay + (day - 1),
                    row: place, &digest)
            }
            fates.restated += 1
        } else {
            place = cells.insertRow(ofDay: day)
            fates.taken += 1
        }
        cells.score[place] = batch.score[row]
        cells.tier[place] = batch.tier[row]
        cells.version[place] = version
        for column in cells.componentIDs.indices {
            cells.components[column * MonthCells.capacity + place] = given(column)
        }
    }

    /// Reads a month into the cells; returns its digest, or nil where there is none.
    private func load(_ key: Int64, seed: UInt64, componentIDs: [UInt16]) throws -> UInt64? {
        find.reset()
        find.bind(key, at: 1)
        guard try find.step() else {
            cells.reset(observed: 0, componentIDs: componentIDs)
            return nil
        }
        guard PackedMonth.decode(find.bytes(0), into: cells) else {
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
        return PackedMonth.encode(cells.columns, to: base, seed: seed, names: registry.digests)
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

    /// Sets the parameters of one of a statement's rows.
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

    /// Keeps what a row said before it is restated.
    private func keep(account: Int32, day: Day, row: Int, _ digest: inout UInt64) throws {
        let month = cells.columns
        var components: [String] = []
        for (column, id) in month.componentIDs.enumerated() {
            let tenths = month.component(column, row: row)
            guard tenths >= 0 else { continue }
            components.append("\"\(registry.componentName(id))\":\(Score(tenths: tenths))")
        }
        let packed = "{\(components.sorted().joined(separator: ","))}"
        let tier = month.tier[row]
        let version = registry.versionName(month.version[row])
        try keepHistory.execute(arguments: [
            account, day.description, month.score[row], tier == 0 ? nil : Int(tier), version,
            packed, importID,
        ])
        var kept = ContentDigest()
        kept.update("\(accountDigests[Int(account)]) \(day) \(month.score[row]) \(tier)")
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
