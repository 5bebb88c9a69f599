import Calendar
import GRDB
import Storage

/// Reads blocks of measures. Every block is checked against its checksum, and a pass over some days
/// against their totals.
struct MeasureBlocks {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Calls `body` with every block of some days, in order, until it returns false.
    ///
    /// - Parameters:
    ///   - days: the days.
    ///   - isWanted: which blocks are wanted; nil for all. Only then is a missing block found.
    ///   - body: takes the key and the entries of a block, and whether they all came with one import,
    ///     each another row. Returns whether to go on.
    /// - Throws: `StorageError` for a block that is damaged or missing, or what `body` throws.
    func forEach(
        of days: ClosedRange<Day>, where isWanted: ((MeasureKey) -> Bool)? = nil,
        _ body: (MeasureKey, [MeasureEntry], _ areNew: Bool) throws -> Bool
    ) throws {
        var missing = 0
        try MeasureTotal.forEach(database, of: days) { missing += $1.entries }
        let rows = try PreparedStatement(
            database,
            """
            SELECT block, checksum, packed FROM measure_blocks WHERE block BETWEEN ? AND ?
            ORDER BY block
            """)
        let keys = MeasureKey.all(of: days)
        rows.bind(keys.lowerBound, at: 1)
        rows.bind(keys.upperBound, at: 2)
        var entries: [MeasureEntry] = []
        while try rows.step() {
            let key = MeasureKey(number: rows.integer(0))
            if let isWanted, !isWanted(key) { continue }
            let areNew = try Self.read(rows, into: &entries)
            missing -= entries.count
            guard try body(key, entries, areNew) else { return }
        }
        guard missing == 0 || isWanted != nil else {
            throw StorageError.missingRows(table: "measure_blocks")
        }
    }

    /// Unpacks the current row of a statement that selects the block, its checksum and its bytes.
    /// Returns whether all entries came with one import, each another row.
    @discardableResult
    static func read(
        _ row: PreparedStatement, into entries: inout [MeasureEntry]
    ) throws -> Bool {
        let key = MeasureKey(number: row.integer(0))
        let bytes = row.bytes(2)
        guard PackedMeasures.checksum(of: key, bytes) == row.integer(1),
            PackedMeasures.decode(bytes, into: &entries)
        else {
            throw StorageError.damagedRow(
                table: "measure_blocks", key: "\(key.number)", column: "packed")
        }
        return PackedMeasures.areNew(bytes)
    }
}

extension Array<MeasureEntry> {
    /// Calls `body` with the entries of each row.
    func forEachRow(_ body: (ArraySlice<MeasureEntry>) throws -> Void) rethrows {
        var start = 0
        while start < count {
            var end = start + 1
            while end < count, self[end].order == self[start].order { end += 1 }
            try body(self[start..<end])
            start = end
        }
    }
}
