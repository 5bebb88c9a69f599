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

    private func newKey(_ kind: String, most: Int64) throws -> UInt16 {
        let key = database.lastInsertedRowID
        guard key <= most else { throw LedgerError.tooManyNames(kind: kind, most: Int(most)) }
        return UInt16(key)
    }

    func componentName(_ key: UInt16) -> String {
        components.first { $0.value == key }?.key ?? ""
    }

    /// The name of a model version; nil for none.
    func versionName(_ key: UInt16) -> String? {
        key == 0 ? nil : versions.first { $0.value == key }?.key.text
    }
}
