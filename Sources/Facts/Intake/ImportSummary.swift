public import Domain

/// What became of an import.
public struct ImportSummary: Sendable, Codable {
    /// One file that was read to its end.
    public struct File: Sendable, Codable {
        /// The feed it holds.
        public var feed: Feed
        /// Its name, without folders.
        public var name: String
        /// Columns that no feed knows.
        public var unknownColumns: [String]
        /// What became of the rows that broke no rule.
        public var fates = RowFates()
        /// Rows that broke one.
        public var rejected = 0
        /// Whether the file was taken; false only where `strict` met a rejected row.
        public var isKept = false
    }

    /// One file that could not be used.
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
    /// CSV files in folders whose name is no feed's.
    public var passedOver: [String]
    /// Where the rejects report is; nil without rejects.
    public var rejectsPath: String?

    init(passedOver: [String]) {
        self.passedOver = passedOver
    }

    /// 0 all rows taken or unchanged, 2 some rejected, 1 nothing could be done.
    public var exitStatus: Int32 {
        if !files.contains(where: \.isKept) { return 1 }
        return files.contains { $0.rejected > 0 } || !refused.isEmpty ? 2 : 0
    }
}
