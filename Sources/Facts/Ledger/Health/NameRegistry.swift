import Formats
import Domain
import GRDB
import Storage

/// The short keys of component and model version names, kept in two tables.
struct NameRegistry {
    private let database: Database
    private var components: [String: UInt16] = [:]
    private var versions: [Identifier<NameRegistry>: UInt16] = [.init(""): 0]
    private(set) var digests = NameDigests()

    init(_ database: Database) throws {
        self.database = database
        for row in try Row.fetchAll(database, sql: "SELECT component_id, name FROM component_names")
        {
            components[row[1]] = row[0]
            digests.setComponent(row[0], row[1] as String)
        }
        for row in try Row.fetchAll(database, sql: "SELECT version_id, name FROM model_versions") {
            versions[.init(row[1])] = row[0]
            digests.setVersion(row[0], row[1] as String)
        }
    }

    /// The key of a component, given one where it is new. All that there are fit into one month.
    mutating func component(_ name: String) throws -> UInt16 {
        if let key = components[name] { return key }
        try database.execute(
            sql: "INSERT INTO component_names (name) VALUES (?)", arguments: [name])
        let key = try newKey("component", most: Int64(UInt8.max))
        components[name] = key
        digests.setComponent(key, name)
        return key
    }

    /// The key of a model version, given one where it is new; 0 for none.
    mutating func version(_ name: String) throws -> UInt16 {
        if let key = versions[.init(name)] { return key }
        try database.execute(
            sql: "INSERT INTO model_versions (name) VALUES (?)", arguments: [name])
        let key = try newKey("model version", most: Int64(UInt16.max))
        versions[.init(name)] = key
        digests.setVersion(key, name)
        return key
    }

    /// The key of a component that the ledger knows.
    ///
    /// - Throws: `StorageError.damagedRow` where it does not.
    func known(component name: String) throws -> UInt16 {
        guard let key = components[name] else {
            throw StorageError.damagedRow(table: "component_names", key: name, column: "name")
        }
        return key
    }

    /// The key of a model version that the ledger knows; 0 for none.
    ///
    /// - Throws: `StorageError.damagedRow` where it does not.
    func known(version name: String) throws -> UInt16 {
        guard let key = versions[.init(name)] else {
            throw StorageError.damagedRow(table: "model_versions", key: name, column: "name")
        }
        return key
    }

    private func newKey(_ kind: String, most: Int64) throws -> UInt16 {
        let key = database.lastInsertedRowID
        guard key <= most else { throw LedgerError.tooManyNames(kind: kind, most: Int(most)) }
        return UInt16(key)
    }

    /// The name of a component.
    ///
    /// - Throws: `StorageError.damagedRow` for a key without a name.
    func componentName(_ key: UInt16) throws -> String {
        guard let name = components.first(where: { $0.value == key })?.key else {
            throw StorageError.damagedRow(table: "component_names", key: "\(key)", column: "name")
        }
        return name
    }

    /// The name of a model version; nil for none.
    ///
    /// - Throws: `StorageError.damagedRow` for a key without a name.
    func versionName(_ key: UInt16) throws -> String? {
        guard key != 0 else { return nil }
        guard let name = versions.first(where: { $0.value == key })?.key.text else {
            throw StorageError.damagedRow(table: "model_versions", key: "\(key)", column: "name")
        }
        return name
    }
}
