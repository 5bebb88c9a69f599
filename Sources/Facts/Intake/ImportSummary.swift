public import Domain

/// The result of an import.
public struct ImportSummary: Sendable, Codable {
    /// A file that was read to its end.
    public struct File: Sendable, Codable {
        /// The file's feed.
        public var feed: Feed
        /// Its name, without folders.
        public var name: String
        /// Columns of the file that neither the feed nor the mapping uses.
        public var unknownColumns: [String]
        /// What happened to the valid rows.
        public var fates = RowFates()
        /// The number of rejected rows.
        public var rejected = 0
        /// Whether the file was imported. False only in strict mode, if a row was rejected.
        public var isKept = false
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
    /// CSV files found in folders whose name is not a feed's.
    public var passedOver: [String]
    /// The path of the rejects report; nil if no row was rejected.
    public var rejectsPath: String?

    init(passedOver: [String]) {
        self.passedOver = passedOver
    }

    /// The exit status: 0 if all rows were imported or unchanged, 2 if some rows were rejected or
    /// some files refused, 1 if no file was imported.
    public var exitStatus: Int32 {
        if !files.contains(where: \.isKept) { return 1 }
        return files.contains { $0.rejected > 0 } || !refused.isEmpty ? 2 : 0
    }
}
