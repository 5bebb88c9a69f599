import Attribution
package import Domain
package import Review
package import Scorecards

/// A row of the table of portfolios: a CSM's or a team's.
package struct PortfolioRow: Sendable {
    /// Whose portfolio it is.
    package let name: String
    /// The scorecard.
    package let card: Scorecard
    /// How the renewals compare with what was expected; nil where nothing is settled.
    package let figures: FairFigures?
    /// The CSM's team; nil for a CSM without one, and for a team.
    package let team: String?
    /// How many comments the scorecard has.
    package let comments: Int

    /// The row of a scorecard.
    ///
    /// - Parameters:
    ///   - card: the scorecard.
    ///   - name: whose it is.
    ///   - team: the CSM's team.
    ///   - comments: how many comments it has.
    ///   - review: the review, for the fair comparison.
    package init(
        _ card: Scorecard, name: String, team: String?, comments: Int = 0, in review: MonthlyReview
    ) {
        self.card = card
        self.name = name
        self.team = team
        self.comments = comments
        figures = review.fair.figures(of: card.scope)
    }

    /// The annual revenue of the accounts held; nil without any.
    var arr: Double? { card.metrics.mrr.value.map { 12 * $0 } }
}

extension MonthlyReview {
    /// The CSMs by name.
    ///
    /// - Parameters:
    ///   - isShown: whether a CSM has a row.
    ///   - comments: how many comments the scorecard of a CSM has.
    /// - Returns: a row for each.
    package func portfolios(
        where isShown: (CSM) -> Bool = { _ in true }, comments: (CSM) -> Int = { _ in 0 }
    ) -> [PortfolioRow] {
        cardsByName.filter { isShown($0.csm) }.map { csm, card in
            PortfolioRow(
                card, name: csm.name, team: csm.team(on: frame.asOf), comments: comments(csm),
                in: self)
        }
    }
}
