import Calendar
import Domain
import GRDB
import Storage

/// Writes `health_history`: the values of days before an import replaced or withdrew them. The days
/// of one account's month that one import ended are packed together.
///
/// Add the days of one month in succession, then call `flush`, which writes the last month.
final class PackedHistory {
    private struct Group: Equatable {
        let key: Int64
        let knownUntil: UInt32
        let isWithdrawn: Bool
    }

    private let find: PreparedStatement
    private let write: PreparedStatement
    private var group: Group?
    private let database: Database
    /// What has been written adds to the total of the table.
    private var total = ChecksumTotal()
    /// The checksum of the stored row of the group, if there is one.
    private var knownChecksum: Int64?
    private let cells = MonthCells()
    private let scratch = MonthBytes()

    /// Writes the table of a ledger. `hasChecksums` is false before the migration that adds them.
    init(_ database: Database, hasChecksums: Bool = true) throws {
        self.database = database
        let column = hasChecksums ? ", checksum" : ""
        let checksum = "row_checksum(month_account, known_until, is_withdrawn, packed)"
        let new = hasChecksums ? ", row_checksum(?1, ?2, ?3, ?4)" : ""
        find = try PreparedStatement(
            database,
            """
            SELECT packed, \(hasChecksums ? "checksum, checksum IS \(checksum)" : "0, 1")
            FROM health_history
            WHERE month_account = ? AND known_until = ? AND is_withdrawn = ?
            """)
        write = try PreparedStatement(
            database,
            """
            INSERT OR REPLACE INTO health_history
                (month_account, known_until, is_withdrawn, packed\(column))
            VALUES (?1, ?2, ?3, ?4\(new)) RETURNING \(hasChecksums ? "checksum" : "0")
            """)
    }

    /// Adds a day with its values in the cells of its month.
    func add(
        day: Int, of month: MonthCells, row: Int, key: Int64, knownUntil: UInt32, isWithdrawn: Bool
    ) throws {
        try load(Group(key: key, knownUntil: knownUntil, isWithdrawn: isWithdrawn))
        cells.setRow(ofDay: day, from: month, row: row)
    }

    /// Writes the month that was added last.
    func flush() throws {
        guard let group else { return }
        self.group = nil
        let packed = scratch.pack(cells.columns, seed: 0, names: NameDigests()).bytes
        bind(group, to: write)
        write.bind(packed, at: 4)
        defer { write.reset() }
        guard try write.step() else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        if let knownChecksum { total.remove(knownChecksum) }
        total.add(write.integer(0))
    }

    /// Stores the total of the table. Call it after the last `flush`.
    func finish() throws { try total.write(database, addingTo: "health_history") }

    /// Loads the days of a group into the cells, after writing those of the group before.
    private func load(_ wanted: Group) throws {
        guard wanted != group else { return }
        try flush()
        group = wanted
        find.reset()
        bind(wanted, to: find)
        if try find.step() {
            guard find.integer(2) == 1, PackedMonth.decode(find.bytes(0), into: cells) else {
                throw LedgerError.damagedMonth(key: wanted.key)
            }
            knownChecksum = find.integer(1)
        } else {
            knownChecksum = nil
            cells.reset(observed: 0, componentIDs: [])
        }
        find.reset()
    }

    private func bind(_ group: Group, to statement: PreparedStatement) {
        statement.bind(group.key, at: 1)
        statement.bind(Int64(group.knownUntil), at: 2)
        statement.bind(Int64(group.isWithdrawn ? 1 : 0), at: 3)
    }
}

/// A buffer into which months are packed one after the other.
final class MonthBytes {
    private var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 2048, alignment: 8)

    deinit { room.deallocate() }

    /// Packs a month. Returns its digest and its bytes, which are valid until the next call.
    func pack(
        _ columns: MonthColumns, seed: UInt64, names: NameDigests
    ) -> (bytes: UnsafeRawBufferPointer, digest: UInt64) {
        let longest = PackedMonth.longest(components: columns.componentIDs.count)
        if longest > room.count {
            room.deallocate()
            room = .allocate(byteCount: longest, alignment: 8)
        }
        guard let base = room.baseAddress else { preconditionFailure("no room was allocated") }
        let packed = PackedMonth.encode(columns, to: base, seed: seed, names: names)
        return (UnsafeRawBufferPointer(rebasing: room[..<packed.length]), packed.digest)
    }
}
