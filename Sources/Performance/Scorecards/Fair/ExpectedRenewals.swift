import Calendar
import Attribution
import Domain
import Statistics

/// The settled renewals of the headline window, each with the probability of renewal that it would
/// have had with an average owner. The probabilities sum to the number renewed.
///
/// Source: `Documentation/methods.md`, 9.
struct ExpectedRenewals: Sendable {
    /// The renewals, sorted by account and due date.
    let terms: [SettledTerm]
    /// The probabilities of renewal by the account as its owner's term began, above 0 and below 1.
    let probabilities: [Double]
    /// The same by the account shortly before the due date; empty where not asked for.
    let endGameProbabilities: [Double]
    /// The share of all of them that was renewed, in `0...1`.
    let companyRate: Double
    /// The positions in `terms` that count for each row of `ScopeRows`.
    private let positions: [[Int]]

    /// The renewals of a review.
    ///
    /// - Parameters:
    ///   - attributed: the review's events, for their window and scopes.
    ///   - history: its settled terms, those of the window among them.
    ///   - tiers: their health.
    ///   - kinds: the kinds of its accounts.
    /// - Throws: `Undefined` where nothing was settled, or all renewals had the same outcome.
    /// - Complexity: O(renewals).
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
        // There is no shift where all or none of the window was renewed.
        guard let probabilities = calibrated(tiers.atStart) else {
            throw Undefined(reason: .noVariation)
        }
        self.terms = terms
        self.probabilities = probabilities
        if tiers.atEnd.isEmpty {
            endGameProbabilities = []
        } else {
            guard let endGame = calibrated(tiers.atEnd) else {
                throw Undefined(reason: .noVariation)
            }
            endGameProbabilities = endGame
        }
        companyRate = renewed / Double(terms.count)
        var positions = [[Int]](repeating: [], count: attributed.scopes.count)
        for (position, term) in terms.enumerated() {
            attributed.scopes.forEachRow(of: term.owner, on: term.due) {
                positions[$0].append(position)
            }
        }
        self.positions = positions
    }

    /// Why a review has no fair comparison.
    struct Undefined: Error {
        let reason: NullReason
    }

    /// The renewals of one row.
    func slice(_ row: Int) -> Slice { Slice(all: self, positions: positions[row]) }

    /// Some of the renewals.
    struct Slice: Sendable {
        fileprivate let all: ExpectedRenewals
        fileprivate let positions: [Int]

        /// How many there are.
        var count: Int { positions.count }

        /// How many of them were renewed.
        var observed: Int { positions.count { all.terms[$0].isRenewed } }

        /// Their probabilities of renewal.
        var probabilities: [Double] { positions.map { all.probabilities[$0] } }

        /// Their probabilities by the account shortly before the due date.
        var endGameProbabilities: [Double] { positions.map { all.endGameProbabilities[$0] } }

        /// The sum of outcome minus probability, Σ (y - p), over the renewals whose owner took the
        /// account over within the term, or over all others.
        func excess(handedOver: Bool) -> Double {
            positions.reduce(0) { sum, position in
                let term = all.terms[position]
                guard term.isHandedOver == handedOver else { return sum }
                return sum + (term.isRenewed ? 1 : 0) - all.probabilities[position]
            }
        }
    }
}
