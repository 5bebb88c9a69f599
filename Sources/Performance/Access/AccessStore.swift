public import Calendar
public import Domain

/// What is kept about access: tokens, who looked at whom, and what people say to their figures.
/// Access records and comments are only ever added.
public protocol AccessStore: Sendable {
    /// Signs the cookies of this installation: 32 random bytes, the same until the store is lost.
    var signingKey: [UInt8] { get }

    /// Keeps a token.
    func add(_ token: Token) throws
    /// The token with that hash; nil without one.
    func token(hash: [UInt8]) throws -> Token?
    /// The token with that identifier; nil without one.
    func token(id: String) throws -> Token?
    /// All tokens, the newest first.
    func tokens() throws -> [Token]
    /// Ends a token; false where there is none or it is ended already.
    func revoke(_ id: String, at time: Instant) throws -> Bool
    /// Ends a browser's session before its cookie does; forgets those whose cookies are over.
    func end(session id: String, until expires: Instant, at time: Instant) throws
    /// Whether a session was ended before its cookie.
    func hasEnded(session id: String) throws -> Bool

    /// Adds records to the access log, all or none.
    func record(_ records: [AccessRecord]) throws
    /// Access records, the newest first.
    ///
    /// - Parameters:
    ///   - csm: whose figures were seen, alone or with everybody's; nil for all records.
    ///   - number: only records numbered below; nil for the newest.
    ///   - limit: how many at most.
    /// - Returns: the records with their numbers.
    /// - Throws: what the store throws when it cannot be read.
    func records(
        of csm: CSMID?, before number: Int?, limit: Int
    ) throws -> [NumberedAccessRecord]

    /// Adds a comment; returns its number.
    func add(_ comment: Comment) throws -> Int
    /// The comments on something, the oldest first.
    func comments(on topic: Comment.Topic) throws -> [NumberedComment]
}

/// A bearer token, known only by its hash.
public struct Token: Sendable, Equatable {
    /// Names the token in lists and logs; says nothing about the secret.
    public let id: String
    /// SHA-256 of the secret.
    public let hash: [UInt8]
    /// Who bears it.
    public let viewer: Viewer
    /// When it was made.
    public let created: Instant
    /// From when on it is worth nothing.
    public let expires: Instant
    /// When it was ended before that; nil where it was not.
    public let revoked: Instant?

    /// A token with these properties.
    public init(
        id: String, hash: [UInt8], viewer: Viewer, created: Instant, expires: Instant,
        revoked: Instant? = nil
    ) {
        self.id = id
        self.hash = hash
        self.viewer = viewer
        self.created = created
        self.expires = expires
        self.revoked = revoked
    }

    /// Whether it opens anything at a moment.
    public func isValid(at time: Instant) -> Bool { revoked == nil && time < expires }
}

/// That somebody was shown a person's performance.
public struct AccessRecord: Sendable, Equatable {
    /// When.
    public let time: Instant
    /// `Viewer.subject`.
    public let subject: String
    /// What people call the viewer.
    public let name: String
    /// As what.
    public let role: Role
    /// Whose performance; nil for everybody's.
    public let csm: CSMID?
    /// The team they were in then; nil for none, or for everybody.
    public let team: String?
    /// What was shown: `scorecard 2026-10`.
    public let what: String

    /// That a viewer was shown something at a moment.
    public init(time: Instant, viewer: Viewer, csm: CSMID?, team: String?, what: String) {
        self.init(
            time: time, subject: viewer.subject, name: viewer.name, role: viewer.role, csm: csm,
            team: team, what: what)
    }

    /// A record with these properties.
    public init(
        time: Instant, subject: String, name: String, role: Role, csm: CSMID?, team: String?,
        what: String
    ) {
        self.time = time
        self.subject = subject
        self.name = name
        self.role = role
        self.csm = csm
        self.team = team
        self.what = what
    }
}

/// A record and its place in the access log.
public typealias NumberedAccessRecord = (number: Int, record: AccessRecord)

/// What a person says to figures about them, or an answer to it. Never changed.
public struct Comment: Sendable, Equatable {
    /// What a comment stands beside.
    public enum Topic: Sendable, Hashable {
        /// A CSM's card of a month.
        case card(Month, CSMID)
        /// An episode, by its identifier.
        case episode(String)
    }

    /// What it stands beside.
    public let topic: Topic
    /// When it was written.
    public let time: Instant
    /// `Viewer.subject` of who wrote it.
    public let subject: String
    /// What people call who wrote it.
    public let name: String
    /// As what they wrote it.
    public let role: Role
    /// What it says.
    public let text: String
    /// The number of the comment that it answers; nil for a first one.
    public let answers: Int?

    /// The most letters that a comment may have.
    public static let longest = 4000

    /// A comment with these properties.
    public init(
        topic: Topic, time: Instant, subject: String, name: String, role: Role, text: String,
        answers: Int?
    ) {
        self.topic = topic
        self.time = time
        self.subject = subject
        self.name = name
        self.role = role
        self.text = text
        self.answers = answers
    }
}

/// A comment and its number.
public typealias NumberedComment = (number: Int, comment: Comment)
