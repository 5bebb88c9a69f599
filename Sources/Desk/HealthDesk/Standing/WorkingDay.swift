public import Calendar
public import Domain
public import Scoring

/// How every account stands on a day.
///
///     let today = try WorkingDay(reading, scores: scores, on: day, policy: policy)
///     let lines = today.lines(of: csm)
public struct WorkingDay: Sendable {
    /// The day.
    public let day: Day
    /// The constants.
    public let policy: DeskPolicy
    /// The accounts and CSMs.
    public let portfolio: Portfolio
    /// One for each account, in the order of `Portfolio.accounts`.
    public let standings: [AccountStanding]

    /// How every account stands.
    ///
    /// - Parameters:
    ///   - reading: the facts. Those of later days do not count.
    ///   - scores: where scores come from.
    ///   - day: the day.
    ///   - policy: the constants.
    /// - Throws: what the store throws when it cannot be read.
    public init(
        _ reading: any FactReading, scores: any ScoreSource, on day: Day, policy: DeskPolicy
    ) throws {
        try self.init(
            reading.portfolio, reading.working, scores: scores, on: day, policy: policy)
    }

    /// How every account stands, by these facts.
    public init(
        _ portfolio: Portfolio, _ working: WorkingFacts, scores: any ScoreSource, on day: Day,
        policy: DeskPolicy
    ) throws {
        self.day = day
        self.policy = policy
        self.portfolio = portfolio
        let now = try scores.scores(on: day)
        let before = try scores.scores(on: day - Int(policy.declineDays))
        let owners = portfolio.owners(on: day)
        let overrides = Dictionary(grouping: portfolio.overrides, by: \.account)
        let due = Dictionary(grouping: working.dueDates, by: \.account)
        let touches = Dictionary(grouping: working.touches, by: \.account)
        let actions = Dictionary(grouping: working.actions, by: \.account)
        let contacts = Dictionary(grouping: working.contacts, by: \.account)
        let milestones = Dictionary(grouping: portfolio.milestones, by: \.account)
        standings = portfolio.accounts.enumerated().map { position, account in
            AccountStanding(
                day: day, position: position, account: account, owner: owners[position],
                score: now[position], earlier: before[position],
                nextRenewal: due[position, default: []].map(\.due).filter { $0 >= day }.min(),
                lastTouch: touches[position, default: []]
                    .filter { $0.isMeaningful && $0.held <= day }.map(\.held).max(),
                actions: actions[position, default: []].filter { $0.opened <= day }
                    .sorted { $0.comesBefore($1, on: day) },
                override: OverrideStanding(
                    latestOf: overrides[position, default: []], on: day, policy: policy),
                contacts: contacts[position, default: []].sorted { $0.id.precedesByBytes($1.id) },
                milestones: milestones[position, default: []]
                    .sorted { $0.name.precedesByBytes($1.name) })
        }
    }

}

extension Action {
    /// Whether it comes before another one in a list: overdue, open by due day, closed.
    fileprivate func comesBefore(_ other: Action, on day: Day) -> Bool {
        let (left, right) = (rank(on: day), other.rank(on: day))
        if left != right { return left < right }
        let (one, two) = (due ?? Day(number: .max), other.due ?? Day(number: .max))
        if one != two { return one < two }
        return opened == other.opened ? id.precedesByBytes(other.id) : opened < other.opened
    }

    private func rank(on day: Day) -> Int {
        isOverdue(on: day) ? 0 : isOpen(on: day) ? 1 : 2
    }
}
