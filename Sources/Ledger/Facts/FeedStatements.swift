import Domain
import GRDB

/// The statements that write one feed's table, made from its columns.
struct FeedStatements {
    let insert: Statement
    let find: Statement
    let keepHistory: Statement
    let replace: Statement
    private let columns: [FeedColumn]

    init(_ database: Database, feed: Feed) throws {
        columns = feed.columns
        let names = columns.map(\.name)
        let keys = columns.filter(\.isKey).map(\.name)
        let matches = keys.map { "\($0) = ?" }.joined(separator: " AND ")
        let object = names.map { "'\($0)', \($0)" }.joined(separator: ", ")
        insert = try database.makeStatement(
            sql: """
                INSERT INTO \(feed.rawValue) (\(names.joined(separator: ", ")), import_id)
                VALUES (\(names.map { _ in "?" }.joined(separator: ", ")), ?)
                ON CONFLICT (\(keys.joined(separator: ", "))) DO NOTHING
                """)
        find = try database.makeStatement(
            sql: "SELECT \(names.joined(separator: ", ")) FROM \(feed.rawValue) WHERE \(matches)")
        keepHistory = try database.makeStatement(
            sql: """
                INSERT INTO restatements (feed, row_key, before, known_since, replaced_by)
                SELECT '\(feed.rawValue)', json_array(\(keys.joined(separator: ", "))),
                    json_object(\(object)), import_id, ?
                FROM \(feed.rawValue) WHERE \(matches)
                """)
        replace = try database.makeStatement(
            sql: """
                UPDATE \(feed.rawValue)
                SET (\(names.joined(separator: ", ")), import_id)
                    = (\(names.map { _ in "?" }.joined(separator: ", ")), ?)
                WHERE \(matches)
                """)
    }

    func key(of row: FeedRow) -> [DatabaseValue] {
        zip(columns, row.values).filter { $0.0.isKey }.map { $0.1.databaseValue }
    }

    /// The stored row, its values read as the columns' kinds say.
    func row(_ stored: Row) -> FeedRow { FeedRow(stored: stored, columns: columns) }
}

extension FeedRow {
    init(stored: Row, columns: [FeedColumn]) {
        self.init(
            columns.indices.map { index in
                switch columns[index].kind {
                case .number:
                    (stored[index] as Double?).map(FeedValue.number) ?? .none
                case .day:
                    (stored[index] as String?).flatMap(Day.init).map(FeedValue.day) ?? .none
                default:
                    (stored[index] as String?).map(FeedValue.text) ?? .none
                }
            })
    }

    /// The row's digest, to be added up over a feed.
    var digest: UInt64 {
        var digest = ContentDigest()
        for value in values {
            switch value {
            case .none: digest.update("-")
            case .text(let text): digest.update("t" + text)
            case .day(let day): digest.update("d\(day.number)")
            case .number(let number): digest.update("n\(number.bitPattern)")
            }
        }
        return digest.value
    }
}

extension FeedValue {
    var databaseValue: DatabaseValue {
        switch self {
        case .none: .null
        case .text(let text): text.databaseValue
        case .day(let day): day.description.databaseValue
        case .number(let number): number.databaseValue
        }
    }
}
