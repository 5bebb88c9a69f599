public import Calendar
import Formats
public import Keeping

/// A store of facts: append-only, with one transaction for each file. SQLite implements it; a
/// server database could.
public protocol FactStore {
    /// Imports one file, wholly or not at all.
    ///
    /// - Parameters:
    ///   - file: the entry of the import log.
    ///   - body: writes the rows. It returns the receipt for the import log, or nil to leave the
    ///     store as it was.
    /// - Returns: whether the file was kept.
    /// - Throws: what `body` or the store throws. The store is then as it was.
    func importFile(
        _ file: ImportedFile, _ body: (any FactWriter) throws -> ImportReceipt?
    ) throws -> Bool

    /// Remembers that a file was refused as a whole, until the feed's next file is imported.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - reason: why, in words.
    ///   - time: when.
    /// - Throws: what the store throws when it cannot be written.
    func refuse(_ file: ImportedFile, reason: String, time: Instant) throws

    /// Whether rows of a feed were rejected only because they name an account or a CSM that no feed
    /// has named.
    ///
    /// - Throws: what the store throws when it cannot be read.
    func hasWaitingRows(of feed: Feed) throws -> Bool

    /// Calls `body` with the rejected rows of a feed that still stand, in the order of their files
    /// and lines.
    ///
    /// - Throws: what `body` or the store throws.
    func forEachReject(of feed: Feed, _ body: (StandingReject) throws -> Void) throws

    /// Forgets the rejected rows and the refused file of a feed.
    ///
    /// - Parameters:
    ///   - feed: the feed.
    ///   - time: when.
    /// - Returns: how many rows were forgotten.
    /// - Throws: what the store throws when it cannot be written.
    func forgetRejects(of feed: Feed, time: Instant) throws -> Int

    /// The rows that are withdrawn, feed by feed, sorted by key. Health days are listed too.
    ///
    /// - Throws: what the store throws when it cannot be read.
    func withdrawals() throws -> [Withdrawal]

    /// Runs `body` on a store that imports files like this one, and drops all changes afterwards: a
    /// dry run.
    ///
    /// - Throws: what `body` or the store throws.
    func dryRun<Result>(_ body: (any FactStore) throws -> Result) throws -> Result

    /// A number that grows with every imported file. What was read at one revision holds until the
    /// next.
    ///
    /// - Throws: what the store throws when it cannot be read.
    func revision() throws -> Int

    /// The entries of the import log for a feed's files imported after a revision, in order.
    ///
    /// - Throws: what the store throws when it cannot be read.
    func importLog(of feed: Feed, after revision: Int) throws -> [LoggedImport]

    /// The facts as they were after the last import committed at or before a moment. Later imports
    /// do not change the reading.
    ///
    /// - Parameter moment: nil for now. Before the first import nothing is known.
    /// - Returns: the facts.
    /// - Throws: what the store throws when it cannot be read.
    func reading(knownAt moment: Instant?) throws -> any FactReading
}

extension FactStore {
    /// The facts as they are now. Later imports do not change the reading.
    ///
    /// - Throws: what the store throws when it cannot be read.
    public func reading() throws -> any FactReading { try reading(knownAt: nil) }
}

/// A file that is about to be imported.
public struct ImportedFile: Sendable {
    /// The feed it holds.
    public var feed: Feed
    /// Its name, without folders.
    public var name: String
    /// Where its rows come from.
    public var origin: Origin

    /// Where the rows of an import come from.
    public enum Origin: Sendable, Equatable {
        /// From a file that somebody has exported.
        case file
        /// From rows that were rejected before, and waited for an account or a CSM.
        case waiting
        /// From a person who takes rows back, and says why.
        case withdrawal(why: String)
        /// From a person who entered them on a page, or sent them as a program.
        case entry(by: String)
    }

    /// A file with these properties.
    public init(feed: Feed, name: String, origin: Origin = .file) {
        self.feed = feed
        self.name = name
        self.origin = origin
    }
}

/// What the import log records about a file that was read to its end.
public struct ImportReceipt: Sendable {
    /// How many rows broke a rule.
    public var rejected: Int
    /// `ContentDigest` of the file's bytes, in hexadecimal.
    public var digest: String
    /// When the file was read to its end: from then on its facts are known.
    public var time: Instant
    /// What the summary of the import says beside its counts, for whoever tells it again; nil
    /// without any.
    public var details: String?

    /// A receipt with these properties.
    public init(rejected: Int, digest: String, time: Instant, details: String? = nil) {
        self.rejected = rejected
        self.digest = digest
        self.time = time
        self.details = details
    }
}

/// A file that was taken in, as the import log has it.
public struct LoggedImport: Sendable {
    /// The file.
    public var file: ImportedFile
    /// What was kept of it.
    public var receipt: ImportReceipt
    /// What became of its rows.
    public var fates: RowFates

    /// An entry with these properties.
    public init(file: ImportedFile, receipt: ImportReceipt, fates: RowFates) {
        self.file = file
        self.receipt = receipt
        self.fates = fates
    }
}

/// How many rows of a file were new, unchanged, restated or withdrawn. Rejected rows are not among
/// them.
public struct RowFates: Sendable, Equatable, Codable {
    /// Rows with a new key, or with the key of a withdrawn row.
    public var taken = 0
    /// Rows that were known with the same values.
    public var unchanged = 0
    /// Rows whose key was known with different values.
    public var restated = 0
    /// Rows that were taken back.
    public var withdrawn = 0

    /// No rows yet.
    public init() {}
}

/// Writes the rows of one file inside its transaction.
public protocol FactWriter: AnyObject {
    /// The accounts known so far with the store's keys, in the order of the keys.
    func accountKeys() throws -> [(id: AccountID, key: Int32)]
    /// The accounts that are withdrawn. Their facts count for nothing until they are sent again.
    func withdrawnAccounts() throws -> Set<AccountID>
    /// The CSMs known so far that are not withdrawn.
    func knownCSMs() throws -> Set<CSMID>
    /// Calls `body` with every row of a feed other than health that is not withdrawn.
    ///
    /// - Parameters:
    ///   - feed: the feed.
    ///   - days: of the feed `measures`, the days whose rows are wanted; nil for all days.
    ///   - body: takes a row.
    /// - Throws: what `body` throws, or what the store throws when it cannot be read.
    func forEachRow(
        of feed: Feed, observed days: ClosedRange<Day>?, _ body: (FeedRow) throws -> Void
    ) throws
    /// Writes a row of the file's feed. A store may keep rows in memory until `flush`.
    func write(_ row: FeedRow) throws
    /// Writes the rows that are still in memory.
    func flush() throws
    /// Withdraws the row of the file's feed with that natural key. The row is kept, but no figure
    /// counts it until a file has the key again.
    ///
    /// - Parameter key: the values of the key's columns, in the order of `Feed.columns`.
    /// - Returns: false where there is no such row, or it is withdrawn already.
    /// - Throws: what the store throws when it cannot be written.
    func withdraw(_ key: [FeedValue]) throws -> Bool
    /// Withdraws an account's health rows of some days.
    ///
    /// - Parameters:
    ///   - account: the store's key of the account, from `accountKeys`.
    ///   - days: the days.
    /// - Returns: how many of them had a row.
    /// - Throws: what the store throws when it cannot be written.
    func withdrawHealth(account: Int32, days: [Day]) throws -> Int
    /// Prepares a batch for writing: the function returned fills in its `preparation`. It may run
    /// on another thread while the batch before is written.
    ///
    /// - Parameters:
    ///   - componentNames: those of all batches of the file.
    ///   - modelVersions: those of all batches of the file.
    /// - Returns: the function.
    /// - Throws: what the store throws when it cannot be read.
    func healthPreparation(
        componentNames: [String], modelVersions: [String]
    ) throws -> @Sendable (inout HealthBatch) -> Void
    /// Writes health rows. Their account keys are those of `accountKeys`.
    func write(_ batch: HealthBatch) throws
    /// Calls `body` once for each month and account with health rows, in order: the month, the
    /// store's key of the account, and the days with a row, a bit for each day of the month (bit 1
    /// is the first).
    func forEachHealthMonth(_ body: (Month, Int32, UInt32) throws -> Void) throws
    /// Remembers a row of the file that was rejected, until a row with its key is written or
    /// withdrawn. A row without a key is remembered until the feed's next file.
    func reject(_ row: RejectedRow) throws
    /// The keys of the feed's rejected rows that stand, as texts, before this file.
    var rejectedKeys: [String] { get }
    /// Ends the rejected rows of a key.
    func settleReject(_ key: String)
    /// Calls `body` with the rows of the file's feed that were rejected only because they name an
    /// account or a CSM that no feed had named.
    func forEachWaitingRow(_ body: (RejectedRow) throws -> Void) throws
    /// The fates of the rows written so far, after `flush`.
    var fates: RowFates { get }
}

extension FactWriter {
    /// Calls `body` with every row of a feed other than health that is not withdrawn.
    public func forEachRow(of feed: Feed, _ body: (FeedRow) throws -> Void) throws {
        try forEachRow(of: feed, observed: nil, body)
    }
}

/// The facts of a store as they were at one moment.
///
/// Facts about an account that is withdrawn, or was not known yet, are left out with it.
public protocol FactReading: Sendable {
    /// All facts except the daily scores and the measures.
    var portfolio: Portfolio { get }
    /// The daily scores of the portfolio's accounts.
    var health: any HealthHistory { get }
    /// The measures of the portfolio's accounts.
    var measures: any MeasureHistory { get }
    /// The facts of a working week. Only a store of the desk has any.
    var working: WorkingFacts { get }
    /// A digest of the facts. It differs between different facts and does not depend on the order
    /// in which they came.
    var dataDigest: String { get }
    /// A digest of the facts that a review of a month can see: it differs between different ones. Health rows of
    /// later months may leave it as it is.
    func dataDigest(through month: Month) -> String
    /// What was worked out from these facts and takes long, beside the store.
    var kept: any KeptValues { get }
    /// The first day with a health row; nil without any.
    var firstHealthDay: Day? { get }
    /// The last day with a health row; nil without any.
    var lastHealthDay: Day? { get }
    /// What of each feed was not imported. Feeds of which nothing is missing are absent.
    var notImported: [Feed: NotImported] { get }
    /// How far each feed reaches, counting rows dated by the end of a month and rows without a
    /// date.
    ///
    /// - Throws: what the store throws when it cannot be read.
    func extents(through month: Month) throws -> [FeedExtent]
}

extension FactReading {
    /// The digest of all facts.
    public func dataDigest(through month: Month) -> String { dataDigest }

    /// Nothing is kept.
    public var kept: any KeptValues { NothingKept() }
}

/// How far a feed reaches.
public struct FeedExtent: Sendable, Equatable {
    /// The feed.
    public var feed: Feed
    /// Rows dated by the end of the month asked for, and rows without a date.
    public var rows: Int
    /// The earliest day among them.
    public var first: Day?
    /// The latest day among them.
    public var last: Day?

    /// An extent with these properties.
    public init(feed: Feed, rows: Int, first: Day?, last: Day?) {
        self.feed = feed
        self.rows = rows
        self.first = first
        self.last = last
    }
}
