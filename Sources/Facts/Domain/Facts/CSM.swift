public import Calendar

/// A customer success manager.
public struct CSM: Sendable {
    /// The identifier.
    public var id: CSMID
    /// The person's name.
    public var name: String
    /// The person's teams, the earliest first. The days before the first one have no team.
    public var teams: [TeamTerm]
    /// The first day in the role, where given.
    public var startDate: Day?
    /// The day on which the person left, where given: the first day without any account.
    public var endDate: Day?

    /// A customer success manager who changed teams.
    public init(
        id: CSMID, name: String, teams: [TeamTerm], startDate: Day? = nil, endDate: Day? = nil
    ) {
        self.id = id
        self.name = name
        self.teams = teams
        self.startDate = startDate
        self.endDate = endDate
    }

    /// A customer success manager who always was in one team, or in none.
    public init(
        id: CSMID, name: String, team: String? = nil, startDate: Day? = nil, endDate: Day? = nil
    ) {
        self.init(
            id: id, name: name, teams: team.map { [TeamTerm(since: nil, team: $0)] } ?? [],
            startDate: startDate, endDate: endDate)
    }

    /// The person's team on a day; nil without one.
    public func team(on day: Day) -> String? {
        teams.last { $0.since.map { $0 <= day } ?? true }?.team
    }
}

/// A team that a CSM belongs to from a day on, until the next team.
public struct TeamTerm: Sendable, Hashable {
    /// The first day; nil for a team that the CSM always was in.
    public var since: Day?
    /// The team's name; nil for a time without a team.
    public var team: String?

    /// A team from a day on.
    public init(since: Day?, team: String?) {
        self.since = since
        self.team = team
    }

    /// Whether it is that team, by the bytes of the name.
    fileprivate func isTeam(_ other: String?) -> Bool {
        guard let team, let other else { return team == nil && other == nil }
        return team.hasSameBytes(as: other)
    }
}

extension [TeamTerm] {
    /// Adds what a later row of `csms.csv` says.
    ///
    /// A change of team holds from `team_since`, or from the day of the import without it. The first
    /// row's team without `team_since` holds from ever. A row with the team that is known already
    /// and a `team_since` moves the first day of that team.
    ///
    /// - Parameters:
    ///   - team: the row's team; nil for none.
    ///   - since: the row's `team_since`.
    ///   - imported: the day on which the row was imported.
    ///
    /// Source: `Documentation/feeds.md`.
    public mutating func add(team: String?, since: Day?, imported: Day) {
        if let last, last.isTeam(team) {
            guard since != nil else { return }
            removeLast()
        }
        let first = since ?? (isEmpty ? nil : imported)
        removeAll { term in
            guard let first else { return true }
            return term.since.map { $0 >= first } ?? false
        }
        if !(last?.isTeam(team) ?? false) { append(TeamTerm(since: first, team: team)) }
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
