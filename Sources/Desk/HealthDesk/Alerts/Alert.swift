public import Domain

/// Something that happened to an account and that its CSM should know.
public struct Alert: Sendable, Equatable {
    /// What identifies an alert. Nobody is told the same twice.
    public struct Key: Sendable, Hashable {
        /// The kind of an alert.
        public enum Kind: String, Sendable, CaseIterable {
            /// The score is below its threshold.
            case score
            /// A component is below its threshold.
            case component
            /// The tier is worse than before.
            case tier
            /// An override waits for its review.
            case review
            /// An escalation is open.
            case escalation
        }

        /// The account.
        public var account: AccountID
        /// What happened.
        public var kind: Kind
        /// Which component, override or escalation; empty for the score and its tier.
        public var subject: String

        /// The key of an alert.
        public init(account: AccountID, kind: Kind, subject: String = "") {
            self.account = account
            self.kind = kind
            self.subject = subject
        }
    }

    /// What identifies it.
    public let key: Key
    /// What happened, in a sentence.
    public let sentence: String

    /// An alert of this key.
    public init(key: Key, sentence: String) {
        self.key = key
        self.sentence = sentence
    }
}
