public import Calendar
public import Domain
public import Identity

/// A store for access data: tokens, people, ended sessions, the access log, and people's comments on
/// their figures, disputes, conclusions and deliveries. Access records, what people say and what
/// happened to deliveries can be added, but not changed or deleted.
public protocol AccessStore: SignInStore where Viewer == Access.Viewer {
    /// Adds records to the access log, either all or none.
    func record(_ records: [AccessRecord]) throws
    /// Access records, newest first.
    ///
    /// - Parameters:
    ///   - csm: the CSM whose figures were seen: alone, with a team's or with everybody's; nil for
    ///     all records.
    ///   - number: only records with a lower number; nil starts at the newest.
    ///   - limit: the most records to return.
    /// - Returns: the records with their numbers, without the people of teams.
    /// - Throws: the store's error if it cannot be read.
    func records(
        of csm: CSMID?, before number: Int?, limit: Int
    ) throws -> [NumberedAccessRecord]

    /// Adds a comment and returns its number.
    func add(_ comment: Comment) throws -> Int
    /// The comments on a topic, oldest first.
    func comments(on topic: Comment.Topic) throws -> [NumberedComment]
    /// How many comments the scorecards of a month have; CSMs without one are absent.
    func commentCounts(onCardsOf month: Month) throws -> [CSMID: Int]

    /// Adds a dispute and returns its number.
    func add(_ dispute: Dispute) throws -> Int
    /// The disputes about a month, oldest first; nil for all months.
    func disputes(of month: Month?) throws -> [NumberedDispute]
    /// Answers an open dispute; false if there is none with that number, or it was answered before.
    func answer(_ number: Int, with answer: DisputeAnswer) throws -> Bool
    /// Adds a conclusion and returns its number.
    func add(_ conclusion: Conclusion) throws -> Int
    /// The conclusions about the cards of a month, oldest first.
    func conclusions(of month: Month) throws -> [NumberedConclusion]

    /// All events of deliveries in the order in which they happened.
    func deliveryEvents() throws -> [DeliveryEvent]
    /// Adds events of deliveries, and records to the access log; either all or none.
    ///
    /// - Throws: the store's error if it cannot be written, if a period of a delivery was sent before,
    ///   or if an alert was raised before. Nothing is added then.
    func record(_ events: [DeliveryEvent], views: [AccessRecord]) throws
}

/// An entry of the access log: a viewer was shown a person's performance, signed in or was refused,
/// or changed who has access.
public struct AccessRecord: Sendable, Equatable {
    /// What kind of entry it is.
    public enum Kind: String, Sendable {
        /// Somebody was shown performance. Whoever is concerned sees the entry.
        case view
        /// Somebody signed in, or was refused. Only administrators see the entry.
        case signIn = "sign_in"
        /// An administrator changed who has access. Only administrators see the entry.
        case change
    }

    /// What kind of entry it is.
    public let kind: Kind
    /// When it was shown.
    public let time: Instant
    /// `Viewer.subject`.
    public let subject: String
    /// The viewer's display name.
    public let name: String
    /// The viewer's role; nil for somebody who was refused without one.
    public let role: Role?
    /// Whose performance was shown; nil for that of a team or of everybody.
    public let csm: CSMID?
    /// The team of that person at the time, or the team that was shown; nil for none, or if
    /// everybody's was shown.
    public let team: String?
    /// The people of the team that was shown; empty for one person and for everybody.
    public let people: [CSMID]
    /// The content shown, `scorecard 2026-10`, or what happened.
    public let what: String

    /// A record that a viewer was shown something at this time.
    public init(
        time: Instant, viewer: Viewer, csm: CSMID? = nil, team: String? = nil, people: [CSMID] = [],
        what: String, kind: Kind = .view
    ) {
        self.init(
            kind: kind, time: time, subject: viewer.subject, name: viewer.name, role: viewer.role,
            csm: csm,
            team: team, people: people, what: what)
    }

    /// A record with these properties.
    public init(
        kind: Kind = .view, time: Instant, subject: String, name: String, role: Role?,
        csm: CSMID? = nil, team: String? = nil, people: [CSMID] = [], what: String
    ) {
        self.kind = kind
        self.time = time
        self.subject = subject
        self.name = name
        self.role = role
        self.csm = csm
        self.team = team
        self.people = people
        self.what = what
    }
}

/// A record and its number in the access log.
public typealias NumberedAccessRecord = (number: Int, record: AccessRecord)

/// A person's comment on figures about them, or a reply to one. It never changes.
public struct Comment: Sendable, Equatable {
    /// What a comment is about.
    public enum Topic: Sendable, Hashable {
        /// A CSM's scorecard for a month.
        case card(Month, CSMID)
        /// An episode, by its identifier.
        case episode(String)
    }

    /// What it is about.
    public let topic: Topic
    /// When it was written.
    public let time: Instant
    /// `Viewer.subject` of the author.
    public let subject: String
    /// The author's display name.
    public let name: String
    /// The author's role when it was written.
    public let role: Role
    /// The text.
    public let text: String
    /// The number of the comment that it replies to; nil if it is not a reply.
    public let answers: Int?

    /// The most characters (Unicode scalars) that a comment may have.
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
