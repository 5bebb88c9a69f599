public import Domain
import Calendar
import Formats
import GRDB
import Ledger
import Storage

extension SQLiteClosingStore {
    /// The values of a row as it stands today, by column; nil if it is not there.
    public func row(of feed: Feed, key text: String) throws -> [String: String]? {
        guard feed != .health, feed != .measures, let key = feed.key(ofText: text) else {
            return nil
        }
        let columns = feed.columns
        let keys = columns.filter(\.isKey).map { "\($0.name) = ?" }.joined(separator: " AND ")
        return try ledger.readingTables { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT \(columns.map(\.name).joined(separator: ", ")) FROM \(feed.rawValue)
                    WHERE \(keys) AND withdrawn_by IS NULL
                    """,
                arguments: StatementArguments(key.map { $0.day?.description ?? $0.text ?? "" }))
            guard let row else { return nil }
            var values: [String: String] = [:]
            for column in columns where !column.isDerived {
                let value = row[column.name] as DatabaseValue
                values[column.name] =
                    switch value.storage {
                    case .double(let number): decimalText(number)
                    case .int64(let number): String(number)
                    case .string(let text): text
                    case .null, .blob: ""
                    }
            }
            return values
        }
    }
}
