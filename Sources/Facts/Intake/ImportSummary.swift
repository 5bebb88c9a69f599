public import Domain

/// The result of an import.
public struct ImportSummary: Sendable, Codable {
    /// A file that was read to its end.
    public struct File: Sendable, Codable {
        /// The file's feed.
        public var feed: Feed
        /// Its name, without folders.
        public var name: String
        /// What the file was and how its values are written, where that is not plain UTF-8 CSV with
        /// commas and ISO dates.
        public var form: [String] = []
        /// What else is worth telling, in words.
        public var notes: [String] = []
        /// The columns of the feed that the file has: the feed's name and the file's.
        public var columns: [MatchedColumn] = []
        /// Columns of the file that neither the feed nor the mapping uses.
        public var unknownColumns: [String]
        /// What happened to the valid rows.
        public var fates = RowFates()
        /// The number of rejected rows.
        public var rejected = 0
        /// How many rows break which rule, the most frequent first.
        public var reasons: [Reason] = []
        /// Whether the file was imported. False only in strict mode, if a row was rejected.
        public var isKept = false

        init(feed: Feed, name: String, unknownColumns: [String]) {
            self.feed = feed
            self.name = name
            self.unknownColumns = unknownColumns
        }

        /// Reads a summary, also one that an earlier version has written.
        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            feed = try values.decode(Feed.self, forKey: .feed)
            name = try values.decode(String.self, forKey: .name)
            form = try values.decodeIfPresent([String].self, forKey: .form) ?? []
            notes = try values.decodeIfPresent([String].self, forKey: .notes) ?? []
            columns = try values.decodeIfPresent([MatchedColumn].self, forKey: .columns) ?? []
            unknownColumns = try values.decode([String].self, forKey: .unknownColumns)
            fates = try values.decode(RowFates.self, forKey: .fates)
            rejected = try values.decode(Int.self, forKey: .rejected)
            reasons = try values.decodeIfPresent([Reason].self, forKey: .reasons) ?? []
            isKept = try values.decode(Bool.self, forKey: .isKept)
        }
    }

    /// A column of the feed and the column of the file that it comes from.
    public struct MatchedColumn: Sendable, Codable, Equatable {
        /// The feed's name for it.
        public var column: String
        /// The file's name for it; nil for a value that the mapping gives.
        public var source: String?
    }

    /// A rule that rows break.
    public struct Reason: Sendable, Codable, Equatable {
        /// The column; empty if the rule concerns whole rows.
        public var column: String
        /// The rule in plain words.
        public var reason: String
        /// How many rows break it.
        public var count: Int
    }

    /// A file that could not be used.
    public struct Refusal: Sendable, Codable {
        /// Its name, without folders.
        public var file: String
        /// Why, and what to do.
        public var reason: String
    }

    /// The files read, in order.
    public var files: [File] = []
    /// The files refused.
    public var refused: [Refusal] = []
    /// Files found in folders, and sheets of workbooks, that are not imported.
    public var passedOver: [String]
    /// Files found in folders that the other program reads.
    public var elsewhere: [String] = []
    /// The path of the rejects report; nil if no row was rejected.
    public var rejectsPath: String?

    init(passedOver: [String]) {
        self.passedOver = passedOver
    }

    /// Reads a summary, also one that an earlier version has written.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        files = try values.decode([File].self, forKey: .files)
        refused = try values.decode([Refusal].self, forKey: .refused)
        passedOver = try values.decode([String].self, forKey: .passedOver)
        elsewhere = try values.decodeIfPresent([String].self, forKey: .elsewhere) ?? []
        rejectsPath = try values.decodeIfPresent(String.self, forKey: .rejectsPath)
    }

    /// The exit status: 0 if all rows were imported or unchanged, 2 if some rows were rejected or
    /// some files refused, 1 if no file was imported.
    public var exitStatus: Int32 {
        if !files.contains(where: \.isKept) { return 1 }
        return files.contains { $0.rejected > 0 } || !refused.isEmpty ? 2 : 0
    }
}
