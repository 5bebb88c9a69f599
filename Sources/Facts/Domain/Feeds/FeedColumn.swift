import Calendar

/// A column of a feed.
public struct FeedColumn: Sendable {
    /// What a field of the column may hold.
    public enum Kind: Sendable, Equatable {
        /// An identifier of at most 200 bytes.
        case identifier
        /// The identifier of an account that the accounts feed has brought.
        case account
        /// The identifier of a CSM that the CSMs feed has brought.
        case csm
        /// Text of at most 64 KiB.
        case text
        /// A day.
        case day
        /// A finite number.
        case number
        /// One of these words.
        case word([String])
    }

    /// Its name in the header.
    public let name: String
    /// What its fields may hold.
    public let kind: Kind
    /// Whether a field must be given.
    public let isRequired: Bool
    /// Whether it is part of the natural key.
    public let isKey: Bool
    /// Whether a later version added it to a feed that older ledgers hold. A row without a value in
    /// it (in a column of the key: with an empty text) is the same row as before.
    public let isAdded: Bool
    /// Whether its values follow from the row's other columns. No file has such a column.
    public let isDerived: Bool

    init(
        _ name: String, _ kind: Kind, isRequired: Bool = false, isKey: Bool = false,
        isAdded: Bool = false, isDerived: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
        self.isKey = isKey
        self.isAdded = isAdded
        self.isDerived = isDerived
    }

    /// The column of a health file that holds the component of that name.
    public static func component(_ name: String) -> Self {
        Self(Feed.componentPrefix + name, .number)
    }

    static func required(_ name: String, _ kind: Kind) -> Self {
        Self(name, kind, isRequired: true)
    }

    static func key(_ name: String, _ kind: Kind) -> Self {
        Self(name, kind, isRequired: true, isKey: true)
    }

    static func added(_ name: String, _ kind: Kind) -> Self {
        Self(name, kind, isAdded: true)
    }

    static func addedKey(_ name: String, _ kind: Kind, isDerived: Bool = false) -> Self {
        Self(name, kind, isKey: true, isAdded: true, isDerived: isDerived)
    }

    static func optionalKey(_ name: String, _ kind: Kind) -> Self {
        Self(name, kind, isKey: true)
    }
}
