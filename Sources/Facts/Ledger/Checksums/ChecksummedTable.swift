import GRDB
import Storage

/// A table of the ledger whose rows have a checksum in the column `checksum`.
///
/// The table `checksums` holds the number of rows and the sum of their checksums, so that a missing
/// row is found too. All tables are of this kind, except GRDB's own and `checksums` itself.
///
/// The checksum covers all other columns, in the order of the table (see `RowChecksum`). In
/// `health_months` it covers `MonthRow.columns`; `packed_checksum` covers the packed days, so that
/// one can be read and checked without the other.
struct ChecksummedTable {
    let name: String
    /// The columns that the checksum covers, in order.
    let columns: [String]
    private let key: [String]

    /// The table of that name.
    ///
    /// - Throws: `DatabaseError` if there is none.
    init(_ database: Database, _ name: String) throws {
        self.name = name
        let all = try database.columns(in: name)
        columns =
            name == "health_months"
            ? MonthRow.columns : all.map(\.name).filter { $0 != "checksum" }
        let key = all.filter { $0.primaryKeyIndex > 0 }.map(\.name)
        self.key = key.isEmpty ? ["rowid"] : key
    }

    /// The names of all tables with checksums, in alphabetical order.
    static func names(_ database: Database) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table'
                    AND name NOT LIKE 'sqlite%' AND name NOT IN ('grdb_migrations', 'checksums')
                ORDER BY name
                """)
    }

    /// The SQL expression of a row's checksum. `values` replaces columns by other expressions.
    func expression(_ values: [String: String] = [:]) -> String {
        "row_checksum(\(columns.map { values[$0] ?? $0 }.joined(separator: ", ")))"
    }

    /// Reads all rows and checks their checksums, their number and their sum.
    ///
    /// - Parameters:
    ///   - database: the ledger.
    ///   - columns: those that `body` needs.
    ///   - body: takes each row, and where the first of the columns is in it. What it gets can be
    ///     used once all rows are checked.
    /// - Throws: `StorageError.damagedRow` or `.missingRows`, or what `body` throws.
    func check(
        _ database: Database, reading columns: [String] = [],
        _ body: (StoredRow, Int32) throws -> Void = { _, _ in }
    ) throws {
        try forEachRow(database, columns, body) { throw $0 }
    }

    /// Gives a new row its checksum and adds it to the table's total.
    ///
    /// - Parameters:
    ///   - database: the ledger.
    ///   - key: the condition that finds the row, by its key.
    ///   - arguments: the parameters of the condition.
    /// - Throws: `StorageError` or `DatabaseError`.
    func addRow(
        _ database: Database, where key: String, _ arguments: StatementArguments
    ) throws {
        let checksums = try Int64.fetchAll(
            database,
            sql: "UPDATE \(name) SET checksum = \(expression()) WHERE \(key) RETURNING checksum",
            arguments: arguments)
        var total = ChecksumTotal()
        for checksum in checksums { total.add(checksum) }
        try total.write(database, addingTo: name)
    }

    /// Calls `report` for every damaged row, and once if rows are missing.
    func forEachFault(
        _ database: Database, _ report: (StorageError) throws -> Void
    ) throws {
        try forEachRow(database, [], { _, _ in }, report)
    }

    private func forEachRow(
        _ database: Database, _ others: [String], _ body: (StoredRow, Int32) throws -> Void,
        _ report: (StorageError) throws -> Void
    ) throws {
        // An index that is damaged must not hide rows.
        let rows = try PreparedStatement(
            database,
            """
            SELECT checksum, \(expression()), \((key + others).joined(separator: ", "))
            FROM \(name) NOT INDEXED
            """)
        let first = Int32(2 + key.count)
        let row = StoredRow(rows, table: name, keys: Array(2..<first))
        var found = ChecksumTotal()
        var faults = 0
        while try rows.step() {
            let stored = rows.integer(0)
            if stored != rows.integer(1) || rows.isNull(0) {
                faults += 1
                let key = key.indices.map { rows.text(Int32($0 + 2)) }.joined(separator: ", ")
                try report(.damagedRow(table: name, key: key, column: "checksum"))
            }
            found.rows += 1
            found.sum &+= stored
            try body(row, first)
        }
        let total = try ChecksumTotal(database, table: name)
        if total.rows != found.rows || (faults == 0 && total.sum != found.sum) {
            try report(.missingRows(table: name))
        }
    }
}

/// The number of a table's rows and the sum of their checksums.
struct ChecksumTotal {
    var rows: Int64 = 0
    var sum: Int64 = 0

    /// No rows.
    init() {}

    /// The total that the ledger holds for a table.
    ///
    /// - Throws: `StorageError.damagedRow` if there is none, or it is damaged.
    init(_ database: Database, table: String) throws {
        let total = try PreparedStatement(
            database,
            """
            SELECT rows, sum, checksum IS row_checksum(table_name, rows, sum)
            FROM checksums WHERE table_name = ?
            """)
        total.bind(table, at: 1)
        guard try total.step(), total.integer(2) == 1 else {
            throw StorageError.damagedRow(table: "checksums", key: table, column: "checksum")
        }
        rows = total.integer(0)
        sum = total.integer(1)
    }

    /// Adds a row with that checksum.
    mutating func add(_ checksum: Int64) {
        rows += 1
        sum &+= checksum
    }

    /// Takes away a row with that checksum.
    mutating func remove(_ checksum: Int64) {
        rows -= 1
        sum &-= checksum
    }

    /// Adds this to the total of a table.
    func write(_ database: Database, addingTo table: String) throws {
        guard rows != 0 || sum != 0 else { return }
        try database.execute(
            sql: """
                UPDATE checksums SET rows = rows + ?2, sum = sum + ?3,
                    checksum = row_checksum(table_name, rows + ?2, sum + ?3)
                WHERE table_name = ?1
                """, arguments: [table, rows, sum])
        guard database.changesCount == 1 else {
            throw StorageError.damagedRow(table: "checksums", key: table, column: "checksum")
        }
    }

    /// Counts and adds up the rows of a table, and stores the total.
    static func count(_ database: Database, table: String) throws {
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO checksums (table_name, rows, sum, checksum)
                SELECT ?1, count(*), coalesce(sum(checksum), 0),
                    row_checksum(?1, count(*), coalesce(sum(checksum), 0))
                FROM \(table)
                """, arguments: [table])
    }
}
