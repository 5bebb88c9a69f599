import Calendar
import Attribution
import Domain
import Statistics

/// The settled renewals of the headline window, each with the chance that it would have had with an
/// average owner; the chances sum to what was renewed.
struct ExpectedBook: Sendable {
    /// The renewals, sorted by account and due date.
    let terms: [SettledTerm]
    /// Chances of renewal by the account as its owner's term began, strictly within 0 and 1.
    let chances: [Double]
    /// The same by the account shortly before the due date; empty where not asked for.
    let endGameChances: [Double]
    /// The share of all of them that was renewed.
    let companyRate: Double
    /// The positions in `terms` that count for each row of the scopes.
    private let positions: [[Int]]

    /// The renewals of a review.
    ///
    /// - Parameters:
    ///   - attributed: the review's events, for their window and scopes.
    ///   - history: its settled terms, those of the window among them.
    ///   - tiers: their health.
    ///   - kinds: the kinds of its accounts.
    /// - Throws: `Undefined` where nothing was settled, or all of it ended alike.
    init(
        _ attributed: AttributedPortfolio, history: [SettledTerm], tiers: TermTiers,
        kinds: AccountKinds
    ) throws(Undefined) {
        let window = history.indices.filter { history[$0].due >= attributed.frame.windowStart }
        guard !window.isEmpty else { throw Undefined(reason: .noData) }
        let terms = window.map { history[$0] }
        let renewed = Double(terms.count(where: \.isRenewed))
        func calibrated(_ tiers: [Tier?]) -> [Double]? {
            let mix = CaseMix(
                history, tiers: tiers, kinds: kinds, weight: attributed.policy.caseMixWeight)
            let logOdds = window.map { mix.logOdds[$0] }
            return logitShift(of: logOdds, total: renewed).map { shift in
                logOdds.map { expit($0 + shift) }
            }
        }
        // All or none of the window is renewed where those of the whole history are.
        guard let chances = calibrated(tiers.atStart) else { throw Undefined(reason: .noVariation) }
        self.terms = terms
        self.chances = chances
        endGameChances = tiers.atEnd.isEmpty ? [] : calibrated(tiers.atEnd) ?? []
        companyRate = renewed / Double(terms.count)
        var positions = [[Int]](repeating: [], count: attributed.scopes.count)
        for (position, term) in terms.enumerated() {
            attributed.scopes.forEachRow(of: term.owner) { positions[$0].append(position) }
        }
        self.positions = positions
    }

    /// Why a review has no fair comparison.
    struct Undefined: Error {
        let reason: NullReason
    }

    /// The renewals of one row.
    func slice(_ row: Int) -> Slice { Slice(book: self, positions: positions[row]) }

    /// Some of the renewals.
    struct Slice: Sendable {
        fileprivate let book: ExpectedBook
        fileprivate let positions: [Int]

        /// How many there are.
        var count: Int { positions.count }

        /// How many of them were renewed.
        var observed: Int { positions.count { book.terms[$0].isRenewed } }

        /// Their chances of renewal.
        var chances: [Double] { positions.map { book.chances[$0] } }

        /// Their chances by the account shortly before the due date.
        var endGameChances: [Double] { positions.map { book.endGameChances[$0] } }

        /// The sum of what was renewed less its chance, over those whose owner took the account
        /// over within the term, or over all others.
        func excess(handedOver: Bool) -> Double {
            positions.reduce(0) { sum, position in
                let term = book.terms[position]
                guard term.isHandedOver == handedOver else { return sum }
                return sum + (term.isRenewed ? 1 : 0) - book.chances[position]
            }
        }
    }
}
