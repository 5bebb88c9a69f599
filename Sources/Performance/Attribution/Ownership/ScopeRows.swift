import Domain

/// The scopes of a review as rows of tables, in this order: the company, the teams by the bytes of
/// their names, the CSMs in the portfolio's order, the transition pool, the unassigned pool.
///
/// An event of an owner counts in the owner's row, in that of the owner's team and in the company's,
/// so that CSMs and pools always sum to the company.
package struct ScopeRows: Sendable {
    /// The names of the teams, sorted by their bytes.
    package let teams: [String]
    private let rowOfTeam: [Identifier<Team>: Int]
    /// The row of each CSM's team; nil without a team.
    private let teamRows: [Int?]
    private let hasCard: [Bool]

    /// The rows for some CSMs. A CSM without a card makes no team.
    init(_ csms: [CSM], hasCard: [Bool]) {
        let names = zip(csms, hasCard).compactMap { csm, hasCard in hasCard ? csm.team : nil }
        let unique = Set(names.map(Identifier<Team>.init)).sorted()
        let rows = Dictionary(uniqueKeysWithValues: zip(unique, 1...))
        teams = unique.map(\.text)
        rowOfTeam = rows
        teamRows = csms.map { $0.team.flatMap { rows[Identifier($0)] } }
        self.hasCard = hasCard
    }

    /// The number of rows.
    package var count: Int { 1 + teams.count + teamRows.count + 2 }

    /// The rows that have trends: those of the company and the teams.
    package var trendRows: Range<Int> { 0..<(1 + teams.count) }

    /// The row of the team of a CSM; nil without a CSM or a team.
    package func teamRow(of csm: Int?) -> Int? {
        csm.flatMap { teamRows[$0] }
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

    /// Calls `body` with each row in which an event of the owner counts.
    package func forEachRow(of owner: Owner, _ body: (Int) -> Void) {
        body(0)
        if case .csm(let csm) = owner, let team = teamRows[csm] { body(team) }
        body(row(of: owner))
    }

    private enum Team {}
}
