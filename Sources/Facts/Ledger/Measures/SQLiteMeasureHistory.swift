import Calendar
import Domain
import GRDB
import Storage

/// Reads the measures from their blocks within one snapshot.
struct SQLiteMeasureHistory: MeasureHistory {
    private let snapshots: Snapshots
    /// The last import that counts.
    private let last: UInt32
    /// Whether every row that stands counts: all imports do, and no account is withdrawn.
    private let isWhole: Bool
    /// Which value of a corrected row counts.
    private let version: HealthVersion
    /// The position of the account with each key; -1 if no account has it.
    private let positions: [Int32]

    /// The history of the accounts with these keys, in the order of the portfolio.
    ///
    /// - Parameters:
    ///   - snapshots: the ledger.
    ///   - keys: the keys.
    ///   - source: which imports count.
    ///   - hasAllAccounts: whether the ledger has no other accounts.
    ///   - version: which value of a corrected row counts.
    init(
        _ snapshots: Snapshots, keys: [Int32], _ source: FactSource, hasAllAccounts: Bool,
        version: HealthVersion
    ) {
        self.snapshots = snapshots
        self.version = version
        last = UInt32(clamping: source.lastImport)
        isWhole = hasAllAccounts && source.lastImport == .max
        // Blocks have 4,096 accounts each.
        var positions = [Int32](repeating: -1, count: Int(keys.max() ?? 0) | 0xfff + 1)
        for (position, key) in keys.enumerated() { positions[Int(key)] = Int32(position) }
        self.positions = positions
    }

    func measures(through last: Day) throws -> [MeasureName] {
        try named(through: last).map(\.name)
    }

    func forEachMeasure(
        from first: Day, through last: Day, _ body: (Int, MeasureDay) -> Void
    ) throws {
        guard first <= last else { return }
        var places: [UInt32: Int] = [:]
        for (place, named) in try named(through: last).enumerated() { places[named.key] = place }
        try snapshots.read { database in
            try forEachStanding(of: first...last, database) { key, rows in
                guard let place = places[key.name] else { return true }
                var sum: MeasureDay?
                for (account, row) in rows {
                    let entry = version == .current ? row.current : row.first
                    let whole = entry.whole.isNaN ? 0 : entry.whole
                    if sum?.account == account {
                        sum?.value += entry.value
                        sum?.whole += whole
                    } else {
                        if let sum { body(place, sum) }
                        sum = MeasureDay(
                            account: account, day: key.day, value: entry.value, whole: whole)
                    }
                }
                if let sum { body(place, sum) }
                return true
            }
        }
    }

    /// How far the measures reach, counting the rows of the days up to one.
    func extent(through last: Day) throws -> FeedExtent {
        var extent = FeedExtent(feed: .measures, rows: 0, first: nil, last: nil)
        func note(_ day: Day, rows: Int) {
            guard rows > 0 else { return }
            extent.rows += rows
            extent.first = extent.first ?? day
            extent.last = day
        }
        let days = MeasureRows.allDays.lowerBound...last
        try snapshots.read { database in
            if isWhole {
                try MeasureTotal.forEach(database, of: days) { note($0.day, rows: $1.rows) }
            } else {
                try forEachStanding(of: days, database) { key, rows in
                    note(key.day, rows: rows.count)
                    return true
                }
            }
        }
        return extent
    }

    /// The measures with a row observed by a day, with their keys, sorted by their bytes.
    private func named(through last: Day) throws -> [(name: MeasureName, key: UInt32)] {
        let days = MeasureRows.allDays.lowerBound...last
        return try snapshots.read { database in
            var totals: [UInt32: MeasureTotal] = [:]
            try MeasureTotal.forEach(database, of: days) { key, total in
                totals[key.name, default: MeasureTotal()].add(total)
            }
            let shares =
                try isWhole
                ? totals.filter { $1.rows > 0 }.mapValues { $0.shares == $0.rows }
                : shares(totals, of: days, database)
            let names = try MeasureNames.measures(database)
            return try shares.map { key, isShare in
                (MeasureName(name: try names.name(of: key), isShare: isShare), key)
            }.sorted { $0.0.name.precedesByBytes($1.0.name) }
        }
    }

    /// Whether the rows that count of each measure are shares, where totals alone do not tell. Stops
    /// as soon as that is known.
    private func shares(
        _ totals: [UInt32: MeasureTotal], of days: ClosedRange<Day>, _ database: Database
    ) throws -> [UInt32: Bool] {
        var shares: [UInt32: Bool] = [:]
        var open = Set(totals.keys)
        guard !open.isEmpty else { return shares }
        try forEachStanding(of: days, database) { key, rows in
            guard open.contains(key.name), !rows.isEmpty else { return !open.isEmpty }
            let isShare = rows.allSatisfy { $0.row.first.whole > 0 }
            shares[key.name] = isShare && shares[key.name] ?? true
            if !isShare || totals[key.name]?.wholeless == 0 { open.remove(key.name) }
            return !open.isEmpty
        }
        return shares
    }

    /// Calls `body` with the rows of each block that count, sorted by the accounts' keys, until it
    /// returns false.
    private func forEachStanding(
        of days: ClosedRange<Day>, _ database: Database,
        _ body: (MeasureKey, [(account: Int, row: StandingMeasure)]) throws -> Bool
    ) throws {
        var rows: [(account: Int, row: StandingMeasure)] = []
        try MeasureBlocks(database).forEach(of: days) { key, entries in
            rows.removeAll(keepingCapacity: true)
            entries.forEachRow { row in
                let account = Int(key.firstAccount) + Int(row[row.startIndex].account)
                guard account < positions.count, positions[account] >= 0,
                    let standing = StandingMeasure(row, through: last)
                else { return }
                rows.append((Int(positions[account]), standing))
            }
            return try body(key, rows)
        }
    }
}
