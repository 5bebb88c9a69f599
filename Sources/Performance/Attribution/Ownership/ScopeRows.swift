package import Calendar
package import Domain

/// The scopes of a review as rows of tables, in this order: the company, the teams by the bytes of
/// their names, the CSMs in the portfolio's order, the transition pool, the unassigned pool.
///
/// An event of an owner counts in the owner's row, in that of the team that the owner was in on the
/// day of the event, and in the company's. So CSMs and pools always sum to the company, and a change
/// of team moves no figure of an earlier day.
package struct ScopeRows: Sendable {
    /// The names of the teams, sorted by their bytes.
    package let teams: [String]
    private let rowOfTeam: [Identifier<Team>: Int]
    /// The rows of each CSM's teams, the earliest first.
    private let teamRows: [[TeamRow]]
    private let hasCard: [Bool]

    /// The row of a CSM's team from a day on; nil for a time without a team.
    private struct TeamRow {
        let since: Day
        let row: Int?
    }

    /// The rows for some CSMs: their teams in a range of days. A CSM without a card makes no team.
    init(_ csms: [CSM], hasCard: [Bool], days: ClosedRange<Day>) {
        let names = zip(csms, hasCard).flatMap { csm, hasCard in
            hasCard ? csm.teamNames(in: days) : []
        }
        let unique = Set(names.map(Identifier<Team>.init)).sorted()
        let rows = Dictionary(uniqueKeysWithValues: zip(unique, 1...))
        teams = unique.map(\.text)
        rowOfTeam = rows
        teamRows = csms.map { csm in
            csm.teams.map { term in
                TeamRow(
                    since: term.since ?? .distantPast,
                    row: term.team.flatMap { rows[Identifier($0)] })
            }
        }
        self.hasCard = hasCard
    }

    /// The number of rows.
    package var count: Int { 1 + teams.count + teamRows.count + 2 }

    /// The rows that have trends: those of the company and the teams.
    package var trendRows: Range<Int> { 0..<(1 + teams.count) }

    /// The row of the team of a CSM on a day; nil without a CSM or a team.
    package func teamRow(of csm: Int?, on day: Day) -> Int? {
        guard let csm else { return nil }
        return teamRows[csm].last { $0.since <= day }?.row
    }

    /// Whom to credit where a feed names a CSM: the unassigned pool for one without a card.
    package func owner(named csm: Int) -> Owner {
        hasCard[csm] ? .csm(csm) : .unassigned
    }

    /// The row of a scope.
    ///
    /// - Precondition: a team is one of `teams`.
    package func row(of scope: Scope) -> Int {
        switch scope {
        case .company: return 0
        case .team(let name):
            guard let row = rowOfTeam[Identifier(name)] else {
                preconditionFailure("the team \(name) has no row")
            }
            return row
        case .csm(let csm): return row(of: Owner.csm(csm))
        case .transition: return row(of: Owner.transition)
        case .unassigned: return row(of: Owner.unassigned)
        }
    }

    /// The row of an owner.
    func row(of owner: Owner) -> Int {
        switch owner {
        case .csm(let csm): 1 + teams.count + csm
        case .transition: count - 2
        case .unassigned: count - 1
        }
    }

    /// Calls `body` with each team of an assignment's CSM: the team's row, and the assignment cut to
    /// the days that the CSM was in it.
    package func forEachTeam(of assignment: Assignment, _ body: (Int, Assignment) -> Void) {
        let terms = teamRows[assignment.csm]
        for (index, term) in terms.enumerated() {
            guard let row = term.row else { continue }
            var stretch = assignment
            stretch.start = max(assignment.start, term.since)
            if index + 1 < terms.count {
                let end = terms[index + 1].since
                stretch.end = min(assignment.end ?? end, end)
            }
            if stretch.end.map({ stretch.start < $0 }) ?? true { body(row, stretch) }
        }
    }

    /// Calls `body` with each row in which an event of the owner on a day counts.
    package func forEachRow(of owner: Owner, on day: Day, _ body: (Int) -> Void) {
        body(0)
        if case .csm(let csm) = owner, let team = teamRow(of: csm, on: day) { body(team) }
        body(row(of: owner))
    }

    private enum Team {}
}

extension CSM {
    /// The names of the person's teams in a range of days.
    func teamNames(in days: ClosedRange<Day>) -> [String] {
        teams.indices.compactMap { index in
            let start = max(
                teams[index].since ?? .distantPast, startDate ?? .distantPast)
            let isOver =
                index + 1 < teams.count
                && (teams[index + 1].since.map { $0 <= max(start, days.lowerBound) } ?? true)
            return start <= days.upperBound && !isOver ? teams[index].team : nil
        }
    }
}
