package import GRDB
import Storage

extension SQLiteLedger {
    /// Reads tables that the ledger keeps for another room.
    ///
    /// - Throws: what `body` throws, or `StorageError` if the ledger cannot be read.
    package func readingTables<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let pool = try pool()
        return try readingFile(path) { try pool.read(body) }
    }

    /// Writes to tables that the ledger keeps for another room, in one transaction. No import ends
    /// meanwhile.
    ///
    /// - Throws: what `body` throws, or `StorageError` if the ledger cannot be written.
    package func writingTables<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let pool = try pool()
        return try writingFile(path) { try pool.write(body) }
    }
}

extension Database {
    /// Adds a row to a table with checksums that is only added to.
    ///
    /// - Parameters:
    ///   - table: the table.
    ///   - values: the values of all columns but the checksum, by name.
    /// - Throws: `DatabaseError`, or `StorageError` if the table's total is damaged.
    package func addRow(
        to table: String, _ values: [String: (any DatabaseValueConvertible)?]
    ) throws {
        let checked = try ChecksummedTable(self, table)
        let names = checked.columns.joined(separator: ", ")
        let row = checked.columns.map { ":\($0) AS \($0)" }.joined(separator: ", ")
        let checksums = try Int64.fetchAll(
            self,
            sql: """
                INSERT INTO \(table) (\(names), checksum)
                SELECT \(names), \(checked.expression()) FROM (SELECT \(row))
                RETURNING checksum
                """, arguments: StatementArguments(values))
        var total = ChecksumTotal()
        for checksum in checksums { total.add(checksum) }
        try total.write(self, addingTo: table)
    }

    /// Checks every row of a table, and that none is missing.
    ///
    /// - Throws: `StorageError.damagedRow` or `.missingRows`.
    package func checkRows(of table: String) throws {
        try ChecksummedTable(self, table).check(self)
    }
}
