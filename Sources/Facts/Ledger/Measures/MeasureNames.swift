import Domain
import Formats
import GRDB
import Storage

/// Assigns short integer keys to the names of measures, or to those of locations. Key 0 is the empty
/// name.
struct MeasureNames {
    private let database: Database
    private let table: String
    /// What a name is called in messages.
    private let kind: String
    /// The largest key.
    private let most: UInt32
    private var keys: [Identifier<MeasureNames>: UInt32] = [.init(""): 0]
    private var names = [""]
    private var digests: [UInt64] = [0]
    /// What new names add to the total of the table.
    private var total = ChecksumTotal()

    /// The names of the measures.
    static func measures(_ database: Database) throws -> Self {
        try Self(
            database, table: "measure_names", kind: "measure", most: MeasureKey.names.upperBound)
    }

    /// The names of the locations.
    static func locations(_ database: Database) throws -> Self {
        try Self(database, table: "measure_locations", kind: "location", most: .max - 1)
    }

    private init(_ database: Database, table: String, kind: String, most: UInt32) throws {
        self.database = database
        self.table = table
        self.kind = kind
        self.most = most
        let rows = try PreparedStatement(
            database, "SELECT name_id, name FROM \(table) NOT INDEXED ORDER BY name_id")
        let row = StoredRow(rows, table: table, keys: [0])
        while try rows.step() {
            // Names are never removed, so the keys have no gap.
            let key = try row.integer(0, in: UInt32(names.count)...UInt32(names.count))
            set(key, try row.text(1))
        }
    }

    private mutating func set(_ key: UInt32, _ name: String) {
        keys[.init(name)] = key
        names.append(name)
        digests.append(ContentDigest.value(of: name))
    }

    /// The key of a name; nil if the ledger does not know it.
    func known(_ name: String) -> UInt32? { keys[.init(name)] }

    /// The key of a name. A new name gets a new key.
    ///
    /// - Throws: `LedgerError.tooManyNames`.
    mutating func key(of name: String) throws -> UInt32 {
        if let key = known(name) { return key }
        let key = UInt32(names.count)
        guard key <= most else {
            throw LedgerError.tooManyNames(kind: kind, most: Int(most))
        }
        var checksum = RowChecksum()
        checksum.add(Int64(key), at: 0)
        checksum.add(name, at: 1)
        try database.execute(
            sql: "INSERT INTO \(table) (name_id, name, checksum) VALUES (?, ?, ?)",
            arguments: [key, name, checksum.value])
        total.add(checksum.value)
        set(key, name)
        return key
    }

    /// The name of a key.
    ///
    /// - Throws: `StorageError.damagedRow` if the key has none.
    func name(of key: UInt32) throws -> String {
        guard key < names.count else {
            throw StorageError.damagedRow(table: table, key: "\(key)", column: "name")
        }
        return names[Int(key)]
    }

    /// The digest of a key's name; 0 without one.
    func digest(of key: UInt32) -> UInt64 { key < digests.count ? digests[Int(key)] : 0 }

    /// Stores the total of the table.
    mutating func finish() throws {
        try total.write(database, addingTo: table)
        total = ChecksumTotal()
    }
}
