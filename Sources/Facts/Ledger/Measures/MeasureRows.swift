import Calendar
import Domain
import GRDB
import Storage

/// Reads the rows of the measures with their names, as the feed has them.
struct MeasureRows {
    /// All days that a row can have.
    static let allDays = Day(number: -800_000)...Day(number: 3_000_000)

    private let database: Database
    private let names: MeasureNames
    private let locations: MeasureNames
    /// The identifiers of the accounts, by their keys.
    private var accounts: [Int32: String] = [:]

    init(_ database: Database) throws {
        self.database = database
        names = try .measures(database)
        locations = try .locations(database)
        let rows = try PreparedStatement(
            database, "SELECT account_key, account_id FROM accounts NOT INDEXED")
        let row = StoredRow(rows, table: "accounts", keys: [1])
        while try rows.step() {
            accounts[try row.integer(0, in: MonthAccounts.keys)] = try row.text(1)
        }
    }

    /// Calls `body` with every row of some days and the latest entry of it, which may withdraw it.
    ///
    /// - Throws: `StorageError`, or what `body` throws.
    func forEach(
        of days: ClosedRange<Day>, _ body: (FeedRow, MeasureEntry) throws -> Void
    ) throws {
        try MeasureBlocks(database).forEach(of: days) { key, entries, _ in
            let (measure, day) = (
                FeedValue.text(try names.name(of: key.name)), FeedValue.day(key.day)
            )
            try entries.forEachRow { row in
                guard let latest = row.last else { return }
                guard let account = accounts[key.firstAccount + Int32(latest.account)] else {
                    throw StorageError.damagedRow(
                        table: "measure_blocks", key: "\(key.number)", column: "account")
                }
                try body(
                    FeedRow([
                        .text(account), measure, day,
                        .text(try locations.name(of: latest.location)), .number(latest.value),
                        latest.whole.isNaN ? .none : .number(latest.whole),
                    ]), latest)
            }
            return true
        }
    }
}
