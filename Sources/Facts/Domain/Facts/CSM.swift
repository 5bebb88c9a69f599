public import Calendar

/// A customer success manager.
public struct CSM: Sendable {
    /// The identifier.
    public var id: CSMID
    /// The person's name.
    public var name: String
    /// The team, where the person belongs to one.
    public var team: String?
    /// The first day in the role, where given.
    public var startDate: Day?

    /// A customer success manager with these properties.
    public init(id: CSMID, name: String, team: String? = nil, startDate: Day? = nil) {
        self.id = id
        self.name = name
        self.team = team
        self.startDate = startDate
    }
}

/// The days in which one CSM owns one account: from `start` up to, but not including, `end`.
public struct Assignment: Sendable, Hashable {
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// Position of the owner in `Portfolio.csms`.
    public var csm: Int
    /// The first day of ownership.
    public var start: Day
    /// The first day on which the CSM no longer owns it; nil while the assignment lasts.
    public var end: Day?

    /// An assignment with these properties.
    public init(account: Int, csm: Int, start: Day, end: Day? = nil) {
        self.account = account
        self.csm = csm
        self.start = start
        self.end = end
    }

    /// Whether the CSM owns the account on that day.
    public func covers(_ day: Day) -> Bool {
        start <= day && end.map { day < $0 } ?? true
    }
}
