import Attribution
import Calendar
import Domain

/// The settled renewals of a review, and what an average owner would have had of them.
///
/// A book's chances are learnt from the renewals of all others, so that it does not help to set its
/// own expectation.
///
/// Source: `Documentation/methods.md`, 9.
struct ExpectedRenewals: Sendable {
    /// The renewals of the history, sorted by account and due date.
    private let terms: [SettledTerm]
    private let windowStart: Day
    /// The accounts as their owners' terms began.
    private let atStart: CaseMix
    /// The accounts shortly before the due date; nil where not asked for.
    private let atEnd: CaseMix?
    /// What all renewals tell together; nil where all or none of the window was renewed.
    private let ofAll: (start: LearntChances, end: LearntChances?)?
    /// The positions in `terms` that count for each row of `ScopeRows`.
    private let positions: [[Int]]
    private let minimumCount: Double

    /// The share of the window's renewals that was renewed, in `0...1`.
    let companyRate: Double

    /// The renewals of a review; nil where nothing was settled in the window.
    ///
    /// - Parameters:
    ///   - attributed: the review's events, for their window and scopes.
    ///   - history: its settled terms, those of the window among them.
    ///   - tiers: their health.
    ///   - kinds: the kinds of its accounts.
    /// - Complexity: O(renewals).
    init?(
        _ attributed: AttributedPortfolio, history: [SettledTerm], tiers: TermTiers,
        kinds: AccountKinds
    ) {
        terms = history
        windowStart = attributed.frame.windowStart
        let policy = attributed.policy
        func mix(_ tiers: [Tier?]) -> CaseMix {
            CaseMix(
                history, tiers: tiers, kinds: kinds, windowStart: attributed.frame.windowStart,
                weight: policy.caseMixWeight)
        }
        atStart = mix(tiers.atStart)
        atEnd = tiers.atEnd.isEmpty ? nil : mix(tiers.atEnd)
        let all = atStart.all
        guard all.windowSettled > 0 else { return nil }
        companyRate = Double(all.windowRenewed) / Double(all.windowSettled)
        let end = atEnd.flatMap { $0.chances(from: $0.all) }
        ofAll = atStart.chances(from: all).map { ($0, end) }
        minimumCount = policy.minimumCount
        var positions = [[Int]](repeating: [], count: attributed.scopes.count)
        for (position, term) in terms.enumerated() {
            attributed.scopes.forEachRow(of: term.owner, on: term.due) {
                positions[$0].append(position)
            }
        }
        self.positions = positions
    }

    /// The renewals of one row with the chances that all renewals tell, its own among them.
    func whole(_ row: Int) -> BookRenewals {
        let window = window(row)
        return BookRenewals(
            window.map { terms[$0] },
            learnt: ofAll.map { Learnt.chances($0.start) } ?? .noVariation,
            cells: window.map { atStart.cells[$0] }, endGame: ofAll?.end,
            endCells: endCells(window))
    }

    /// The renewals of one row with the chances that the others' renewals tell.
    ///
    /// - Complexity: O(n + cells) in its n renewals of the history, for each of about eight steps.
    func leftOut(_ row: Int) -> BookRenewals {
        let window = window(row)
        return BookRenewals(
            window.map { terms[$0] }, learnt: learnt(atStart, without: row),
            cells: window.map { atStart.cells[$0] },
            endGame: atEnd.flatMap { learnt($0, without: row).chances },
            endCells: endCells(window))
    }

    /// What some renewals tell, or why they tell nothing.
    enum Learnt {
        case chances(LearntChances)
        /// There are too few of them in the window.
        case noOthers
        /// All or none of those in the window were renewed.
        case noVariation

        var chances: LearntChances? {
            if case .chances(let chances) = self { chances } else { nil }
        }
    }

    private func window(_ row: Int) -> [Int] {
        positions[row].filter { terms[$0].due >= windowStart }
    }

    private func endCells(_ positions: [Int]) -> [Int] {
        guard let atEnd else { return [] }
        return positions.map { atEnd.cells[$0] }
    }

    private func learnt(_ mix: CaseMix, without row: Int) -> Learnt {
        var others = mix.all
        for position in positions[row] {
            others.add(
                terms[position], in: mix.cells[position], windowStart: windowStart, times: -1)
        }
        guard Double(others.windowSettled) >= minimumCount else { return .noOthers }
        return mix.chances(from: others).map(Learnt.chances) ?? .noVariation
    }
}
