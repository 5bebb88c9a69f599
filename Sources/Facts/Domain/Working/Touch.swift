public import Calendar

/// A moment of contact with an account: a call, a meeting, an e-mail, a note.
public struct Touch: Sendable, Hashable {
    /// The kind of a touch.
    public enum Kind: String, Sendable, CaseIterable {
        /// A call.
        case call
        /// A meeting by video or on neutral ground.
        case meeting
        /// A visit.
        case onsite
        /// A business review.
        case review
        /// An e-mail that a person wrote.
        case email
        /// A message that a program sent.
        case automated
        /// A note that somebody wrote about the account.
        case note

        /// Whether a touch of the kind is meaningful, unless its row says otherwise.
        public var isMeaningful: Bool {
            switch self {
            case .call, .meeting, .onsite, .review: true
            case .email, .automated, .note: false
            }
        }
    }

    /// The identifier.
    public var id: String
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// Position in `Portfolio.csms` of the CSM who held it, where given.
    public var csm: Int?
    /// The day it was held.
    public var held: Day
    /// Its kind.
    public var kind: Kind
    /// What was said, where given.
    public var summary: String?
    /// Whether two people spoke about something that matters. It ends a silence.
    public var isMeaningful: Bool

    /// A touch with these properties. Without `isMeaningful`, its kind decides.
    public init(
        id: String, account: Int, csm: Int? = nil, held: Day, kind: Kind, summary: String? = nil,
        isMeaningful: Bool? = nil
    ) {
        self.id = id
        self.account = account
        self.csm = csm
        self.held = held
        self.kind = kind
        self.summary = summary
        self.isMeaningful = isMeaningful ?? kind.isMeaningful
    }
}
