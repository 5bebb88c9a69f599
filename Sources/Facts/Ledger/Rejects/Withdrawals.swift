import Calendar
import Domain
import GRDB
import Storage

/// Lists the rows that are withdrawn.
enum Withdrawals {
    /// All of them, feed by feed, sorted by key.
    static func all(_ database: Database) throws -> [Withdrawal] {
        try database.ledgerFeeds().flatMap { feed in
            switch feed {
            case .health: try health(database)
            case .measures: try measures(database)
            default: try facts(of: feed, database)
            }
        }
    }

    private static func measures(_ database: Database) throws -> [Withdrawal] {
        var days: Set<Day> = []
        try MeasureTotal.forEach(database) { if $1.withdrawn > 0 { days.insert($0.day) } }
        guard !days.isEmpty else { return [] }
        let entries = try PreparedStatement(
            database,
            "SELECT imported_at, file, entry_kind, why, import_id FROM imports WHERE import_id = ?")
        let entry = StoredRow(entries, table: "imports", keys: [4])
        let rows = try MeasureRows(database)
        var found: [Withdrawal] = []
        for day in days.sorted() {
            try rows.forEach(of: day...day) { row, latest in
                guard latest.isWithdrawn else { return }
                entries.reset()
                entries.bind(Int64(latest.importID), at: 1)
                guard try entries.step() else {
                    throw StorageError.missingRows(table: "imports")
                }
                found.append(
                    try withdrawal(
                        .measures, Feed.measures.text(ofKey: Feed.measures.key(of: row)),
                        account: row.values[0].text, entry, from: 0))
            }
        }
        return found.sorted { $0.key.precedesByBytes($1.key) }
    }

    private static func facts(of feed: Feed, _ database: Database) throws -> [Withdrawal] {
        let columns = feed.columns
        let names = columns.map { "\(feed.rawValue).\($0.name)" }.joined(separator: ", ")
        let rows = try PreparedStatement(
            database,
            """
            SELECT \(names), imports.imported_at, imports.file, imports.entry_kind, imports.why FROM \(feed.rawValue)
            JOIN imports ON imports.import_id = withdrawn_by
            ORDER BY \(columns.indices.filter { columns[$0].isKey }.map { "\($0 + 1)" }
                .joined(separator: ", "))
            """)
        let row = StoredRow(rows, feed: feed)
        let account = columns.firstIndex { $0.name == "account_id" }
        let next = Int32(columns.count)
        var found: [Withdrawal] = []
        while try rows.step() {
            let fact = try row.feedRow(columns)
            found.append(
                try withdrawal(
                    feed, feed.text(ofKey: feed.key(of: fact)),
                    account: account.flatMap { fact.values[$0].text }, row, from: next))
        }
        return found
    }

    private static func health(_ database: Database) throws -> [Withdrawal] {
        let rows = try PreparedStatement(
            database,
            """
            SELECT month_account, health_history.packed, account_id, imported_at, file, entry_kind, why
            FROM health_history
            JOIN accounts ON account_key = month_account & 0xffffffff
            JOIN imports ON imports.feed = 'health' AND feed_number = known_until
            WHERE is_withdrawn ORDER BY account_id, month_account, known_until
            """)
        let row = StoredRow(rows, table: "health_history", keys: [0])
        let cells = MonthCells()
        let current = try PreparedStatement(
            database, "SELECT packed FROM health_months WHERE month_account = ?")
        let now = MonthCells()
        var found: [String: Withdrawal] = [:]
        while try rows.step() {
            let key = rows.integer(0)
            guard PackedMonth.decode(rows.bytes(1), into: cells) else {
                throw LedgerError.damagedMonth(key: key)
            }
            // A day that was sent again is withdrawn no more.
            current.reset()
            current.bind(key, at: 1)
            var days: Set<Int> = []
            if try current.step() {
                guard PackedMonth.decode(current.bytes(0), into: now) else {
                    throw LedgerError.damagedMonth(key: key)
                }
                days = Set(now.daysOfMonth)
            }
            let first = try monthOfKey(key).firstDay
            let id = try row.text(2)
            for day in cells.daysOfMonth where !days.contains(day) {
                let text = "\(id),\(first + (day - 1))"
                found[text] = try withdrawal(.health, text, account: id, row, from: 3)
            }
        }
        return found.values.sorted { $0.key.precedesByBytes($1.key) }
    }

    /// The withdrawal of a key, whose import is in the columns from `next` on.
    private static func withdrawal(
        _ feed: Feed, _ key: String, account: String?, _ row: StoredRow, from next: Int32
    ) throws -> Withdrawal {
        guard let time = Instant(try row.text(next)) else { throw row.damaged(next) }
        let isByPerson = try row.optionalText(next + 2) == ImportKind.withdrawal.rawValue
        return Withdrawal(
            feed: feed, key: key, account: account, time: time,
            file: isByPerson ? nil : try row.text(next + 1),
            why: isByPerson ? try row.optionalText(next + 3) : nil)
    }
}
