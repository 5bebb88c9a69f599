import Calendar
import Domain
import GRDB
import Storage

/// Reads the measures from their blocks within one snapshot.
struct SQLiteMeasureHistory: MeasureHistory {
    private let snapshots: Snapshots
    /// The last import that counts.
    private let last: UInt32
    /// Whether all imports count.
    private let isNow: Bool
    /// The places of the blocks with accounts that the portfolio lacks.
    private let hiddenPlaces: Set<Int64>
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
    ///   - allKeys: those of all accounts in the ledger.
    ///   - version: which value of a corrected row counts.
    init(
        _ snapshots: Snapshots, keys: [Int32], _ source: FactSource, allKeys: [Int32],
        version: HealthVersion
    ) {
        self.snapshots = snapshots
        self.version = version
        last = UInt32(clamping: source.lastImport)
        isNow = source.lastImport == .max
        // Blocks have 4,096 accounts each.
        var positions = [Int32](repeating: -1, count: Int(keys.max() ?? 0) | 0xfff + 1)
        for (position, key) in keys.enumerated() { positions[Int(key)] = Int32(position) }
        self.positions = positions
        hiddenPlaces = Set(
            allKeys.filter { $0 >= positions.count || positions[Int($0)] < 0 }.map {
                MeasureKey(day: .init(number: 0), name: 0, account: $0).place
            })
    }

    /// Whether every row that stands counts: all imports do, and no account is withdrawn.
    private var isWhole: Bool { isNow && hiddenPlaces.isEmpty }

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
                let day = key.day
                var next = 0
                while next < rows.count {
                    var sum = MeasureDay(account: Int(rows[next].account), day: day, value: 0)
                    while next < rows.count, Int(rows[next].account) == sum.account {
                        sum.value += rows[next].value
                        if !rows[next].whole.isNaN { sum.whole += rows[next].whole }
                        next += 1
                    }
                    body(place, sum)
                }
                return true
            }
        }
    }

    /// How far the measures reach, counting the rows of the days up to one.
    func extent(through last: Day) throws -> FeedExtent {
        let days = MeasureRows.allDays.lowerBound...last
        var rows: [Day: Int] = [:]
        try snapshots.read { database in
            guard isNow else {
                return try forEachStanding(of: days, database) {
                    rows[$0.day, default: 0] += $1.count
                    return true
                }
            }
            try MeasureTotal.forEach(database, of: days) { rows[$0.day, default: 0] += $1.rows }
            guard !hiddenPlaces.isEmpty else { return }
            // The totals count withdrawn accounts too.
            try MeasureBlocks(database).forEach(
                of: days, where: { hiddenPlaces.contains($0.place) }
            ) { key, entries, _ in
                entries.forEachRow { row in
                    if position(key, row[row.startIndex]) < 0,
                        StandingMeasure(row, through: .max) != nil
                    {
                        rows[key.day, default: 0] -= 1
                    }
                }
                return true
            }
        }
        let known = rows.filter { $0.value > 0 }
        return FeedExtent(
            feed: .measures, rows: known.values.reduce(0, +), first: known.keys.min(),
            last: known.keys.max())
    }

    /// The position of an entry's account; -1 if the portfolio lacks it.
    private func position(_ key: MeasureKey, _ entry: MeasureEntry) -> Int32 {
        let account = Int(key.firstAccount) + Int(entry.account)
        return account < positions.count ? positions[account] : -1
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
            let isShare = rows.allSatisfy { $0.whole > 0 }
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
        _ body: (MeasureKey, [CountedMeasure]) throws -> Bool
    ) throws {
        var rows: [CountedMeasure] = []
        try MeasureBlocks(database).forEach(of: days) { key, entries, areNew in
            rows.removeAll(keepingCapacity: true)
            guard !areNew else {
                // As most blocks are: each entry is a row, and all came with one import.
                guard entries[0].importID <= last else { return true }
                for entry in entries {
                    let account = position(key, entry)
                    if account >= 0 { rows.append(CountedMeasure(account, entry)) }
                }
                return try body(key, rows)
            }
            entries.forEachRow { row in
                let account = position(key, row[row.startIndex])
                guard account >= 0, let standing = StandingMeasure(row, through: last) else {
                    return
                }
                rows.append(
                    CountedMeasure(
                        account, version == .current ? standing.current : standing.first))
            }
            return try body(key, rows)
        }
    }
}

/// The values of a row that count.
private struct CountedMeasure {
    /// Position of the account in the portfolio.
    let account: Int32
    let value: Double
    /// NaN where none was given.
    let whole: Double

    init(_ account: Int32, _ entry: MeasureEntry) {
        (self.account, value, whole) = (account, entry.value, entry.whole)
    }
}
