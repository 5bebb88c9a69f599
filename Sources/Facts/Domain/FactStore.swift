public import Calendar
import Formats

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
    func take(
        _ file: ImportedFile, _ body: (any FactWriter) throws -> ImportReceipt?
    ) throws -> Bool

    /// Runs `body` on a store that imports files like this one, and drops all changes afterwards: a
    /// dry run.
    ///
    /// - Throws: what `body` or the store throws.
    func rehearse(_ body: (any FactStore) throws -> Void) throws

    /// A number that grows with every imported file. What was read at one revision holds until the
    /// next.
    ///
    /// - Throws: what the store throws when it cannot be read.
    func revision() throws -> Int

    /// The facts as they are now. Later imports do not change the reading.
    ///
    /// - Throws: what the store throws when it cannot be read.
    func reading() throws -> any FactReading
}

/// A file that is about to be imported.
public struct ImportedFile: Sendable {
    /// The feed it holds.
    public var feed: Feed
    /// Its name, without folders.
    public var name: String
    /// The time of the import: RFC 3339, UTC.
    public var time: String

    /// A file with these properties.
    public init(feed: Feed, name: String, time: String) {
        self.feed = feed
        self.name = name
        self.time = time
    }
}

/// What the import log records about a file that was read to its end.
public struct ImportReceipt: Sendable {
    /// How many rows broke a rule.
    public var rejected: Int
    /// `ContentDigest` of the file's bytes, in hexadecimal.
    public var digest: String

    /// A receipt with these properties.
    public init(rejected: Int, digest: String) {
        self.rejected = rejected
        self.digest = digest
    }
}

/// How many rows of a file were new, unchanged or restated. Rejected rows are not among them.
public struct RowFates: Sendable, Equatable {
    /// Rows with a new key.
    public var taken = 0
    /// Rows that were known with the same values.
    public var unchanged = 0
    /// Rows whose key was known with different values.
    public var restated = 0

    /// No rows yet.
    public init() {}
}

/// Writes the rows of one file inside its transaction.
public protocol FactWriter: AnyObject {
    /// The accounts known so far with the store's keys, in the order of the keys.
    func accountKeys() throws -> [(id: AccountID, key: Int32)]
    /// The CSMs known so far.
    func knownCSMs() throws -> Set<CSMID>
    /// Calls `body` with every row of a feed other than health.
    func forEachRow(of feed: Feed, _ body: (FeedRow) throws -> Void) throws
    /// Writes a row of the file's feed.
    func write(_ row: FeedRow) throws
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
    /// The fates of the rows written so far.
    var fates: RowFates { get }
}

/// The facts of a store as they were at one moment.
public protocol FactReading: Sendable {
    /// All facts except the daily scores.
    var portfolio: Portfolio { get }
    /// The daily scores of the portfolio's accounts.
    var health: any HealthHistory { get }
    /// A digest of the facts. It differs between different facts and does not depend on the order
    /// in which they came.
    var dataDigest: String { get }
    /// The last day with a health row; nil without any.
    var lastHealthDay: Day? { get }
    /// How far each feed reaches, counting rows dated by the end of a month and rows without a
    /// date.
    ///
    /// - Throws: what the store throws when it cannot be read.
    func extents(through month: Month) throws -> [FeedExtent]
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
