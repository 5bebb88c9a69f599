import Calendar
import Domain
import Formats
import GRDB
import Storage

/// A stored row of a feed's table.
struct StoredFact {
    var row: FeedRow
    /// The key of an account; nil for other feeds.
    var accountKey: Int64?
    var importID: Int64
    var withdrawnBy: Int64?
}

/// Writes one feed's table and its history, with the checksums of the rows.
final class FeedStatements {
    private let database: Database
    private let feed: Feed
    let feedColumns: [FeedColumn]
    private let columns: [Column]
    /// Inserts a row unless its key exists. Parameters: all columns, the import, the checksum, for
    /// accounts the key.
    private let insert: PreparedStatement
    /// Finds a row by its key. Returns all columns, the import, the import that withdrew it,
    /// whether the checksum is right, the checksum, for accounts the key.
    private let find: PreparedStatement
    /// Copies a row to the history and returns the checksum. Parameters: the import that ends it,
    /// the key.
    private let keepHistory: PreparedStatement
    /// Replaces a row. Parameters: the columns outside the key, the import, the checksum, the key.
    /// The key itself is not set: even setting it to the same value would make SQLite search every
    /// table that refers to it.
    private let replace: PreparedStatement
    /// Withdraws a row. Parameters: the import, the checksum, the key.
    private let withdraw: PreparedStatement
    /// What this file adds to the totals of the two tables.
    private var current = ChecksumTotal()
    private var history = ChecksumTotal()
    private var lastAccountKey: Int64 = 0

    /// What a column of the feed's table holds.
    private enum Column {
        case value(Int)
        case accountKey, importID, withdrawnBy, unused
    }

    init(_ database: Database, feed: Feed) throws {
        self.database = database
        self.feed = feed
        feedColumns = feed.columns
        let names = feed.columns.map(\.name)
        let list = names.joined(separator: ", ")
        let keys = feed.columns.filter(\.isKey).map(\.name)
        let matches = keys.map { "\($0) = ?" }.joined(separator: " AND ")
        let others = feed.columns.filter { !$0.isKey }.map { "\($0.name) = ?" }
        let table = try ChecksummedTable(database, feed.rawValue)
        let historyTable = try ChecksummedTable(database, feed.rawValue + "_history")
        columns = table.columns.map { name in
            switch name {
            case "account_key": .accountKey
            case "import_id": .importID
            case "withdrawn_by": .withdrawnBy
            default: names.firstIndex(of: name).map { .value($0) } ?? .unused
            }
        }
        let accountKey = feed == .accounts ? ", account_key" : ""
        let places = Array(repeating: "?", count: names.count + (feed == .accounts ? 3 : 2))
        insert = try PreparedStatement(
            database,
            """
            INSERT INTO \(table.name) (\(list), import_id, checksum\(accountKey))
            VALUES (\(places.joined(separator: ", ")))
            ON CONFLICT (\(keys.joined(separator: ", "))) DO NOTHING
            """)
        find = try PreparedStatement(
            database,
            """
            SELECT \(list), import_id, withdrawn_by, checksum IS \(table.expression()),
                checksum\(accountKey)
            FROM \(table.name) WHERE \(matches)
            """)
        let ended = "coalesce(withdrawn_by, ?)"
        let historyChecksum = historyTable.expression([
            "known_since": "import_id", "known_until": "coalesce(withdrawn_by, ?1)",
        ])
        keepHistory = try PreparedStatement(
            database,
            """
            INSERT INTO \(historyTable.name) (\(list), known_since, known_until, checksum)
            SELECT \(list), import_id, \(ended), \(historyChecksum)
            FROM \(table.name) WHERE \(matches)
            RETURNING checksum
            """)
        replace = try PreparedStatement(
            database,
            """
            UPDATE \(table.name) SET \((others + ["import_id = ?"]).joined(separator: ", ")),
                withdrawn_by = NULL, checksum = ?
            WHERE \(matches)
            """)
        withdraw = try PreparedStatement(
            database,
            "UPDATE \(table.name) SET withdrawn_by = ?, checksum = ? WHERE \(matches)")
        if feed == .accounts {
            lastAccountKey =
                try Int64.fetchOne(database, sql: "SELECT max(account_key) FROM accounts") ?? 0
        }
    }

    /// Inserts a row unless its key exists. Returns whether it was inserted.
    func insertRow(_ row: FeedRow, by importID: Int64) throws -> Bool {
        let fact = StoredFact(
            row: row, accountKey: feed == .accounts ? lastAccountKey &+ 1 : nil, importID: importID)
        let checksum = checksum(of: fact)
        let next = insert.bind(row.values)
        insert.bind(importID, at: next)
        insert.bind(checksum, at: next + 1)
        if let key = fact.accountKey { insert.bind(key, at: next + 2) }
        guard try insert.run() == 1 else { return false }
        lastAccountKey &+= 1
        current.add(checksum)
        return true
    }

    /// The stored row with this key; nil if there is none.
    func row(with key: [FeedValue]) throws -> StoredFact? {
        find.bind(key)
        defer { find.reset() }
        guard try find.step() else { return nil }
        let stored = StoredRow(find, feed: feed)
        let next = Int32(feedColumns.count)
        guard find.integer(next + 2) == 1 else { throw stored.damaged(next + 3) }
        return StoredFact(
            row: try stored.feedRow(feedColumns),
            accountKey: feed == .accounts ? find.integer(next + 4) : nil,
            importID: find.integer(next),
            withdrawnBy: find.isNull(next + 1) ? nil : find.integer(next + 1))
    }

    /// Replaces a stored row by one with the same key, and keeps it in the history.
    func replaceRow(_ known: StoredFact, by row: FeedRow, importID: Int64) throws {
        let key = feed.key(of: row)
        keepHistory.bind(importID, at: 1)
        keepHistory.bind(key, from: 2)
        defer { keepHistory.reset() }
        guard try keepHistory.step() else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        history.add(keepHistory.integer(0))
        let fact = StoredFact(row: row, accountKey: known.accountKey, importID: importID)
        let checksum = checksum(of: fact)
        let next = replace.bind(zip(feedColumns, row.values).filter { !$0.0.isKey }.map(\.1))
        replace.bind(importID, at: next)
        replace.bind(checksum, at: next + 1)
        replace.bind(key, from: next + 2)
        try replace.run()
        current.remove(self.checksum(of: known))
        current.add(checksum)
    }

    /// Withdraws a stored row.
    func withdrawRow(_ known: StoredFact, by importID: Int64) throws {
        var fact = known
        fact.withdrawnBy = importID
        let checksum = checksum(of: fact)
        withdraw.bind(importID, at: 1)
        withdraw.bind(checksum, at: 2)
        withdraw.bind(feed.key(of: known.row), from: 3)
        try withdraw.run()
        current.remove(self.checksum(of: known))
        current.add(checksum)
    }

    /// Stores the totals of the two tables.
    func finish() throws {
        try current.write(database, addingTo: feed.rawValue)
        try history.write(database, addingTo: feed.rawValue + "_history")
    }

    private func checksum(of fact: StoredFact) -> Int64 {
        var checksum = RowChecksum()
        for (place, column) in columns.enumerated() {
            switch column {
            case .accountKey: checksum.add(fact.accountKey, at: place)
            case .importID: checksum.add(fact.importID, at: place)
            case .withdrawnBy: checksum.add(fact.withdrawnBy, at: place)
            case .unused: break
            case .value(let index):
                switch fact.row.values[index] {
                case .none: break
                case .text(let text): checksum.add(text, at: place)
                case .day(let day): checksum.add(day.description, at: place)
                case .number(let number): checksum.add(number, at: place)
                }
            }
        }
        return checksum.value
    }
}

extension FeedRow {
    /// The row's digest. The digest of a feed is the sum over its rows. A column that was added to
    /// the feed later counts, by its name, only where it has a value. `scratch` is overwritten.
    func digest(_ columns: [FeedColumn], _ scratch: inout [UInt8]) -> UInt64 {
        scratch.removeAll(keepingCapacity: true)
        for (column, value) in zip(columns, values) {
            if column.isAdded {
                guard value != .none, value != .text("") else { continue }
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
                // SQLite keeps no negative zero.
                let kept = number == 0 ? 0 : number
                withUnsafeBytes(of: kept.bitPattern.littleEndian) {
                    scratch.append(contentsOf: $0)
                }
            }
        }
        return scratch.withUnsafeBytes { ContentDigest.value(of: $0) }
    }
}
