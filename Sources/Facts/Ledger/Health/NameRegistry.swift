import Formats
import Domain
import GRDB
import Storage

/// Assigns short integer keys to component names and model versions. They are stored in two tables.
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

    /// The key of a component. A new component gets a new key, at most 255, so that one month can
    /// hold all components.
    mutating func component(_ name: String) throws -> UInt16 {
        if let key = components[name] { return key }
        try database.execute(
            sql: "INSERT INTO component_names (name) VALUES (?)", arguments: [name])
        let key = try newKey("component", most: Int64(UInt8.max))
        components[name] = key
        digests.setComponent(key, name)
        return key
    }

    /// The key of a model version; 0 for the empty name. A new version gets a new key.
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
    /// - Throws: `StorageError.damagedRow` if the ledger does not know it.
    func known(component name: String) throws -> UInt16 {
        guard let key = components[name] else {
            throw StorageError.damagedRow(table: "component_names", key: name, column: "name")
        }
        return key
    }

    /// The key of a model version that the ledger knows; 0 for the empty name.
    ///
    /// - Throws: `StorageError.damagedRow` if the ledger does not know it.
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
    /// - Throws: `StorageError.damagedRow` if the key has no name.
    func componentName(_ key: UInt16) throws -> String {
        guard let name = components.first(where: { $0.value == key })?.key else {
            throw StorageError.damagedRow(table: "component_names", key: "\(key)", column: "name")
        }
        return name
    }

    /// The name of a model version; nil for key 0.
    ///
    /// - Throws: `StorageError.damagedRow` if the key has no name.
    func versionName(_ key: UInt16) throws -> String? {
        guard key != 0 else { return nil }
        guard let name = versions.first(where: { $0.value == key })?.key.text else {
            throw StorageError.damagedRow(table: "model_versions", key: "\(key)", column: "name")
        }
        return name
    }
}
