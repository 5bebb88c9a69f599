import Attribution

/// The settled renewals of a book in the window, each with the chance of renewal that it would have
/// had with an average owner.
struct BookRenewals: Sendable {
    /// How many renewals there are.
    let settled: Int
    /// How many of them were renewed.
    let observed: Int
    /// The chances by the account as its owner's term began; nil with a `reason`.
    let chances: [Double]?
    /// The chances by the account shortly before the due date; nil with a `reason`, and where not
    /// asked for.
    let endGameChances: [Double]?
    /// Why there are no chances; nil with them.
    let reason: NullReason?
    /// The share of the window's renewals that was renewed, of those learnt from; nil with a
    /// `reason`.
    let learntRate: Double?
    /// The variance of the shift of all log-odds, as the renewals learnt from leave it open; nil with
    /// a `reason`, and without renewals.
    let uncertainty: Double?
    private let terms: [SettledTerm]

    /// The renewals with what was learnt of them.
    ///
    /// - Parameters:
    ///   - terms: the renewals.
    ///   - learnt: the chances by the account as its owner's term began.
    ///   - cells: the cell of each renewal in them.
    ///   - endGame: the chances by the account shortly before the due date; nil for none.
    ///   - endCells: the cell of each renewal in those.
    init(
        _ terms: [SettledTerm], learnt: ExpectedRenewals.Learnt, cells: [Int],
        endGame: LearntChances?, endCells: [Int]
    ) {
        self.terms = terms
        settled = terms.count
        observed = terms.count(where: \.isRenewed)
        chances = learnt.chances.map { learnt in cells.map { learnt.chances[$0] } }
        endGameChances = endGame.map { endGame in endCells.map { endGame.chances[$0] } }
        learntRate = learnt.chances?.rate
        uncertainty = cells.isEmpty ? nil : learnt.chances?.uncertainty(of: cells)
        reason =
            switch learnt {
            case .chances: nil
            case .noOthers: .noOthers
            case .noVariation: .noVariation
            }
    }

    /// The renewals whose owner took the account over within the term, or all others: outcome minus
    /// chance, Σ (y - p), and Σ p (1 - p). Nil with a `reason`.
    func part(handedOver: Bool) -> (excess: Double, variance: Double)? {
        chances.map { chances in
            zip(terms, chances).reduce(into: (excess: 0, variance: 0)) { sum, renewal in
                let (term, chance) = renewal
                guard term.isHandedOver == handedOver else { return }
                sum.excess += (term.isRenewed ? 1 : 0) - chance
                sum.variance += chance * (1 - chance)
            }
        }
    }
}
