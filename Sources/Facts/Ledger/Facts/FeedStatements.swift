import Calendar
import Formats
import Domain
import GRDB
import Storage

/// The statements that write one feed's table, made from its columns.
struct FeedStatements {
    /// Adds a row with a new key: all columns, then the import.
    let insert: PreparedStatement
    /// Finds a row by its key.
    let find: PreparedStatement
    /// Keeps what a row says: the import that replaces it, then the key.
    let keepHistory: PreparedStatement
    /// Replaces a row: all columns, the import, then the key.
    let replace: PreparedStatement
    private let columns: [FeedColumn]

    init(_ database: Database, feed: Feed) throws {
        columns = feed.columns
        let names = columns.map(\.name)
        let list = names.joined(separator: ", ")
        let places = names.map { _ in "?" }.joined(separator: ", ")
        let keys = columns.filter(\.isKey).map(\.name)
        let matches = keys.map { "\($0) = ?" }.joined(separator: " AND ")
        let object = names.map { "'\($0)', \($0)" }.joined(separator: ", ")
        insert = try PreparedStatement(
            database,
            """
            INSERT INTO \(feed.rawValue) (\(list), import_id) VALUES (\(places), ?)
            ON CONFLICT (\(keys.joined(separator: ", "))) DO NOTHING
            """)
        find = try PreparedStatement(
            database, "SELECT \(list) FROM \(feed.rawValue) WHERE \(matches)")
        keepHistory = try PreparedStatement(
            database,
            """
            INSERT INTO restatements (replaced_by, feed, row_key, before, known_since)
            SELECT ?, '\(feed.rawValue)', json_array(\(keys.joined(separator: ", "))),
                json_object(\(object)), import_id
            FROM \(feed.rawValue) WHERE \(matches)
            """)
        replace = try PreparedStatement(
            database,
            """
            UPDATE \(feed.rawValue) SET (\(list), import_id) = (\(places), ?) WHERE \(matches)
            """)
    }

    func key(of row: FeedRow) -> [FeedValue] {
        zip(columns, row.values).filter(\.0.isKey).map(\.1)
    }

    /// The stored row with that key.
    func row(with key: [FeedValue]) throws -> FeedRow? {
        find.bind(key)
        defer { find.reset() }
        guard try find.step() else { return nil }
        return FeedRow(columns.indices.map { find.value($0, kind: columns[$0].kind) })
    }
}

extension FeedRow {
    /// The row's digest, to be added up over a feed. `scratch` is overwritten.
    func digest(_ scratch: inout [UInt8]) -> UInt64 {
        scratch.removeAll(keepingCapacity: true)
        for value in values {
            switch value {
            case .none: scratch.append(0)
            case .text(let text):
                scratch.append(1)
                scratch.append(contentsOf: text.utf8)
            case .day(let day):
                scratch.append(2)
                withUnsafeBytes(of: day.number.littleEndian) { scratch.append(contentsOf: $0) }
            case .number(let number):
                scratch.append(3)
                withUnsafeBytes(of: number.bitPattern.littleEndian) {
                    scratch.append(contentsOf: $0)
                }
            }
        }
        return scratch.withUnsafeBytes { ContentDigest.value(of: $0) }
    }
}
