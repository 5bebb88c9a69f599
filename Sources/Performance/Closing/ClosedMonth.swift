public import Calendar

/// A month as it was closed: what was published, under which rules, by whom and why.
public struct ClosedMonth: Sendable, Equatable {
    /// The month.
    public let month: Month
    /// The edition, from 1. Closing a month again makes the next one and keeps the others.
    public let edition: Int
    /// When it was closed.
    public let closed: Instant
    /// What was published.
    public let content: Content

    /// What a closing keeps beside the review itself.
    public struct Content: Sendable, Equatable {
        /// Who closed it.
        public let by: String
        /// What they wrote about it; nil for nothing.
        public let note: String?
        /// Why it was closed while a dispute was open; nil if none was.
        public let despiteDisputes: String?
        /// The last import that counts, by its number in the import log.
        public let lastImport: Int
        /// The version of the methods.
        public let methodsVersion: Int
        /// The policy with every constant, as a policy file.
        public let policy: String
        /// The digest of the policy, as the review has it.
        public let policyDigest: String
        /// The digest of the facts, as the review has it.
        public let dataDigest: String
        /// SHA-256 of `review.json`, hexadecimal.
        public let reviewDigest: String
        /// The pages, tables and charts.
        public let files: [FileDigest]

        /// Content with these properties.
        public init(
            by: String, note: String?, despiteDisputes: String?, lastImport: Int,
            methodsVersion: Int, policy: String, policyDigest: String, dataDigest: String,
            reviewDigest: String, files: [FileDigest]
        ) {
            self.by = by
            self.note = note
            self.despiteDisputes = despiteDisputes
            self.lastImport = lastImport
            self.methodsVersion = methodsVersion
            self.policy = policy
            self.policyDigest = policyDigest
            self.dataDigest = dataDigest
            self.reviewDigest = reviewDigest
            self.files = files
        }
    }

    /// A file of the review and its digest.
    public struct FileDigest: Sendable, Equatable {
        /// The name, such as `charts/nps.png`.
        public let name: String
        /// SHA-256 of its bytes, hexadecimal, as `sha256sum` prints it.
        public let sha256: String

        /// A file with this name and digest.
        public init(name: String, sha256: String) {
            self.name = name
            self.sha256 = sha256
        }
    }

    /// A closed month with these properties.
    public init(month: Month, edition: Int, closed: Instant, content: Content) {
        self.month = month
        self.edition = edition
        self.closed = closed
        self.content = content
    }

    /// `edition 2, closed on 5 Nov 2026`.
    public var words: String { "edition \(edition), closed on \(closed.day.words)" }
}
