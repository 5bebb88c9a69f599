public import Calendar
public import Domain
import Formats
import Tables

/// A list of what accounts pay a year on a day, as another department keeps it: CSV, JSON lines or a
/// workbook with an account, an amount and perhaps a currency.
///
///     let list = try BalanceList(
///         path: "arr-october.xlsx", asOf: day, accounts: ids, reportingCurrency: "USD",
///         scratchFolder: "/tmp")
///
/// It is read as a file of the feed `arr` would be. Columns are found by the feed's names and the names
/// that other systems give them.
public struct BalanceList: Sendable {
    /// A row that breaks a rule.
    public struct Unreadable: Sendable, Hashable {
        /// Its line in the file.
        public let line: Int
        /// The rule, in words.
        public let reason: String
    }

    /// The rows, in the order of the file. An account may have several; one that the ledger knows has
    /// the ledger's spelling.
    public private(set) var entries: [ListedBalance] = []
    /// The rows that cannot be read.
    public private(set) var unreadable: [Unreadable] = []
    /// What the file was read as, in words, where it is not plain.
    public let form: [String]

    /// Reads a list.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - asOf: the day that the list is of.
    ///   - accounts: those that the ledger knows.
    ///   - reading: what a person says about the form of the file.
    ///   - reportingCurrency: that of amounts without a currency.
    ///   - scratchFolder: a folder for copies.
    /// - Throws: `IntakeError` or `FileError` if the file cannot be used.
    public init(
        path: String, asOf: Day, accounts: [AccountID], reading: ReadingOptions = ReadingOptions(),
        reportingCurrency: String, scratchFolder: String
    ) throws {
        let draft = try MappingDraft(
            path: path, feed: .arr, reading: reading, scratchFolder: scratchFolder)
        var rules: [String: Mapping.ColumnMapping] = [:]
        for column in draft.columns where column.name != "effective_date" {
            guard let source = column.source else { continue }
            rules[column.name] = .init()
            rules[column.name]?.from = source
        }
        rules["effective_date"] = .init()
        rules["effective_date"]?.constant = asOf.description
        var options = ImportFeeds.Options(rejectsPath: "", scratchFolder: scratchFolder)
        options.mapping = Mapping(
            platform: lastComponent(path), .arr, Mapping.FeedMapping(columns: rules))
        options.reading = reading
        options.reportingCurrency = reportingCurrency
        let files = ImportFeeds(options, clock: { Instant(seconds: 0) })
        let (rows, words) = try files.open(.init(path: path, feed: .arr))
        form = rows.file.table.form + words
        let known = AccountTable(zip(accounts, Int32(0)...).map { (id: $0, key: $1) })
        let reader = RowReader(
            header: rows.header, forms: rows.forms,
            references: References(feed: .arr, accounts: known, csms: []), importDay: asOf)
        do {
            try CheckedRows(rows, reader).forEach(isOnlyPass: true) { row in
                guard row.line != rows.unitsLine else { return }
                switch row.result {
                case .success(let found): add(found.row)
                case .failure(let thrown):
                    // Nothing is wrong with a row but that the ledger does not know its account.
                    if let waiting = thrown.fault.waiting {
                        add(waiting.row)
                    } else {
                        unreadable.append(Unreadable(line: row.line, reason: thrown.fault.text))
                    }
                }
            }
        } catch let error as TableError {
            throw rows.unusable("\(error)")
        }
    }

    private mutating func add(_ row: FeedRow) {
        let columns = Feed.arr.columns
        func value(_ name: String) -> FeedValue? {
            columns.firstIndex { $0.name == name }.map { row.values[$0] }
        }
        guard let account = value("account_id")?.text, let amount = value("arr")?.number else {
            return
        }
        entries.append(
            ListedBalance(
                account: AccountID(account), amount: amount,
                currency: value("currency")?.text))
    }
}
