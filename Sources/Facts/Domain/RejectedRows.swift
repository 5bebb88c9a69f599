public import Calendar

/// A row of a file that was not taken, as the store remembers it.
public struct RejectedRow: Sendable, Equatable {
    /// The line on which it began.
    public var line: Int
    /// Its natural key as one text; nil where a part of it could not be read.
    public var key: String?
    /// The column that breaks a rule; empty if the fault concerns the whole row.
    public var column: String
    /// The field as written in the file.
    public var value: String
    /// The broken rule in plain words.
    public var reason: String
    /// The values of the row by column, where nothing is wrong with it but that it names an account
    /// or a CSM that no feed has named; nil otherwise.
    public var waiting: [String: String]?

    /// A row with these properties.
    public init(
        line: Int, key: String?, column: String, value: String, reason: String,
        waiting: [String: String]? = nil
    ) {
        self.line = line
        self.key = key
        self.column = column
        self.value = value
        self.reason = reason
        self.waiting = waiting
    }
}

/// A rejected row that still stands: no file has brought its key since.
public struct StandingReject: Sendable, Equatable {
    /// The feed.
    public var feed: Feed
    /// The name of the file that had it.
    public var file: String
    /// When that file was imported.
    public var time: Instant
    /// The row.
    public var row: RejectedRow

    /// A rejected row of that file.
    public init(feed: Feed, file: String, time: Instant, row: RejectedRow) {
        self.feed = feed
        self.file = file
        self.time = time
        self.row = row
    }
}

/// A row that was taken back.
public struct Withdrawal: Sendable, Equatable {
    /// The feed.
    public var feed: Feed
    /// The row's natural key as one text.
    public var key: String
    /// The account that the row is about; nil for rows about none.
    public var account: String?
    /// When it was withdrawn.
    public var time: Instant
    /// The complete file that lacked it; nil where a person took it back.
    public var file: String?
    /// Why a person took it back; nil for a file.
    public var why: String?

    /// A withdrawal with these properties.
    public init(
        feed: Feed, key: String, account: String?, time: Instant, file: String?, why: String?
    ) {
        self.feed = feed
        self.key = key
        self.account = account
        self.time = time
        self.file = file
        self.why = why
    }
}

/// What of a feed was not imported.
public struct NotImported: Sendable, Equatable {
    /// The number of rejected rows that still stand, by key.
    public var rows = 0
    /// How many of them have an older version that counts.
    public var restatements = 0
    /// The feed's last file, where it was refused as a whole; nil otherwise.
    public var refusedFile: String?
    /// Why that file was refused; nil without one.
    public var refusal: String?

    /// Nothing is missing.
    public init() {}

    /// Whether nothing is missing.
    public var isEmpty: Bool { rows == 0 && refusedFile == nil }
}
