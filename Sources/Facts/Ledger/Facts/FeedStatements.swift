import Calendar
import Domain
import Formats
import GRDB
import Storage

/// The statements that write one feed's table, made from its columns.
struct FeedStatements {
    /// Adds a row with a new key: all columns, then the import.
    let insert: PreparedStatement
    /// Finds a row by its key: all columns, then whether it is withdrawn.
    let find: PreparedStatement
    /// Keeps what a row says: the import that ends it, then the key.
    let keepHistory: PreparedStatement
    /// Replaces a row: the columns outside the key, the import, then the key. The key is left alone:
    /// setting it, even to the same, would search every table that refers to it.
    private let replace: PreparedStatement
    /// Withdraws a row: the import, then the key.
    let withdraw: PreparedStatement
    private let feed: Feed
    private let columns: [FeedColumn]

    init(_ database: Database, feed: Feed) throws {
        self.feed = feed
        columns = feed.columns
        let names = columns.map(\.name)
        let list = names.joined(separator: ", ")
        let places = names.map { _ in "?" }.joined(separator: ", ")
        let keys = columns.filter(\.isKey).map(\.name)
        let matches = keys.map { "\($0) = ?" }.joined(separator: " AND ")
        let others = columns.filter { !$0.isKey }.map { "\($0.name) = ?" }
        let table = feed.rawValue
        insert = try PreparedStatement(
            database,
            """
            INSERT INTO \(table) (\(list), import_id) VALUES (\(places), ?)
            ON CONFLICT (\(keys.joined(separator: ", "))) DO NOTHING
            """)
        find = try PreparedStatement(
            database, "SELECT \(list), withdrawn_by IS NOT NULL FROM \(table) WHERE \(matches)")
        keepHistory = try PreparedStatement(
            database,
            """
            INSERT INTO \(table)_history (\(list), known_since, known_until)
            SELECT \(list), import_id, coalesce(withdrawn_by, ?) FROM \(table) WHERE \(matches)
            """)
        replace = try PreparedStatement(
            database,
            """
            UPDATE \(table) SET \(others.joined(separator: ", ")), import_id = ?,
                withdrawn_by = NULL
            WHERE \(matches)
            """)
        withdraw = try PreparedStatement(
            database, "UPDATE \(table) SET withdrawn_by = ? WHERE \(matches)")
    }

    func key(of row: FeedRow) -> [FeedValue] {
        zip(columns, row.values).filter(\.0.isKey).map(\.1)
    }

    /// Replaces the row of the same key.
    func replaceRow(_ row: FeedRow, by importID: Int64) throws {
        let others = zip(columns, row.values).filter { !$0.0.isKey }.map(\.1)
        let next = replace.bind(others)
        replace.bind(importID, at: next)
        replace.bind(key(of: row), from: next + 1)
        try replace.run()
    }

    /// The stored row with that key; nil without one.
    func row(with key: [FeedValue]) throws -> (row: FeedRow, isWithdrawn: Bool)? {
        find.bind(key)
        defer { find.reset() }
        guard try find.step() else { return nil }
        return (
            try StoredRow(find, feed: feed).feedRow(columns),
            find.integer(Int32(columns.count)) != 0
        )
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
