public import Calendar
public import Domain
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
            try Row.fetchOne(
                database,
                sql: """
                    SELECT \(columns.map(\.name).joined(separator: ", ")) FROM \(feed.rawValue)
                    WHERE \(keys) AND withdrawn_by IS NULL
                    """,
                arguments: StatementArguments(key.map { $0.day?.description ?? $0.text ?? "" })
            ).map { texts(of: $0, feed) }
        }
    }

    /// The sessions that a CSM held on some days, as they stand today, by column; the newest first.
    public func sessions(
        heldBy csm: CSMID, over days: ClosedRange<Day>
    ) throws -> [[String: String]] {
        try ledger.readingTables { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT session_id, account_id, csm_id, held_on, kind FROM sessions
                    WHERE csm_id = ? AND held_on BETWEEN ? AND ? AND withdrawn_by IS NULL
                    ORDER BY held_on DESC, session_id
                    """,
                arguments: [csm.text, days.lowerBound.description, days.upperBound.description]
            ).map { texts(of: $0, .sessions) }
        }
    }

    private func texts(of row: Row, _ feed: Feed) -> [String: String] {
        var values: [String: String] = [:]
        for column in feed.columns where !column.isDerived {
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
