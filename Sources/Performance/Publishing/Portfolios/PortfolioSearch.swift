import Attribution
package import Domain
import Review
import Scorecards

extension [PortfolioRow] {
    /// The rows whose name or team holds some letters, in any case and with or without accents, or
    /// whose CSM has that identifier.
    ///
    /// - Parameters:
    ///   - text: what to look for; empty for all.
    ///   - csms: the CSMs of the portfolio.
    /// - Returns: the rows in their order.
    package func matching(_ text: String, of csms: [CSM]) -> [PortfolioRow] {
        let words = alphabeticalKey(text).split(separator: " ")
        guard !words.isEmpty else { return self }
        return filter { row in
            var known = alphabeticalKey(row.name)
            if let team = row.team { known += " " + alphabeticalKey(team) }
            if case .csm(let csm) = row.card.scope {
                known += " " + alphabeticalKey(csms[csm].id.text)
            }
            return words.allSatisfy { known.contains($0) }
        }
    }
}
