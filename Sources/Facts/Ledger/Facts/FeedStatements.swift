import Calendar
import Domain
import Formats
import GRDB
import Storage

/// The statements that write one feed's table, built from the feed's columns.
struct FeedStatements {
    /// Inserts a row unless its key exists. Parameters: all columns, the import.
    let insert: PreparedStatement
    /// Finds a row by its key. Returns all columns, then whether the row is withdrawn.
    let find: PreparedStatement
    /// Copies a row to the history. Parameters: the import that ends it, the key.
    let keepHistory: PreparedStatement
    /// Replaces a row. Parameters: the columns outside the key, the import, the key. The key itself
    /// is not set: even setting it to the same value would make SQLite search every table that
    /// refers to it.
    private let replace: PreparedStatement
    /// Withdraws a row. Parameters: the import, the key.
    let withdraw: PreparedStatement
    private let feed: Feed
    let columns: [FeedColumn]

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

    /// Replaces the stored row that has the same key.
    func replaceRow(_ row: FeedRow, by importID: Int64) throws {
        let others = zip(columns, row.values).filter { !$0.0.isKey }.map(\.1)
        let next = replace.bind(others)
        replace.bind(importID, at: next)
        replace.bind(key(of: row), from: next + 1)
        try replace.run()
    }

    /// The stored row with this key; nil if there is none.
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
    /// The row's digest. The digest of a feed is the sum over its rows. A column that was added to
    /// the feed later counts, by its name, only where it has a value. `scratch` is overwritten.
    func digest(_ columns: [FeedColumn], _ scratch: inout [UInt8]) -> UInt64 {
        scratch.removeAll(keepingCapacity: true)
        for (column, value) in zip(columns, values) {
            if column.isAdded {
                guard value != .none else { continue }
                scratch.append(4)
                scratch.append(contentsOf: column.name.utf8)
            }
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
