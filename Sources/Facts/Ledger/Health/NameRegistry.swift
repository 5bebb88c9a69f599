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
        let names = try PreparedStatement(
            database, "SELECT component_id, name FROM component_names NOT INDEXED")
        let component = StoredRow(names, table: "component_names", keys: [0])
        while try names.step() {
            let (key, name) = (try component.integer(0, in: UInt16.keys), try component.text(1))
            components[name] = key
            digests.setComponent(key, name)
        }
        let versionNames = try PreparedStatement(
            database, "SELECT version_id, name FROM model_versions NOT INDEXED")
        let version = StoredRow(versionNames, table: "model_versions", keys: [0])
        while try versionNames.step() {
            let (key, name) = (try version.integer(0, in: UInt16.keys), try version.text(1))
            versions[.init(name)] = key
            digests.setVersion(key, name)
        }
    }

    /// The key of a component. A new component gets a new key, at most 255, so that one month can
    /// hold all components.
    mutating func component(_ name: String) throws -> UInt16 {
        if let key = components[name] { return key }
        try database.execute(
            sql: "INSERT INTO component_names (name) VALUES (?)", arguments: [name])
        let key = try newKey("component", most: Int64(UInt8.max))
        try ChecksummedTable(database, "component_names").addRow(
            database, where: "component_id = ?", [Int64(key)])
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
        try ChecksummedTable(database, "model_versions").addRow(
            database, where: "version_id = ?", [Int64(key)])
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

extension UInt16 {
    /// The keys that a name can have.
    fileprivate static var keys: ClosedRange<UInt16> { 1...UInt16.max }
}
