import Calendar
import Attribution
package import Domain
package import Scorecards

extension MonthlyReview {
    /// The scorecards of the CSMs, sorted by name, then by identifier.
    package var cardsByName: [(csm: CSM, card: Scorecard)] {
        scoreboard.csms.compactMap { card -> (csm: CSM, card: Scorecard)? in
            guard case .csm(let position) = card.scope else { return nil }
            return (attributed.portfolio.csms[position], card)
        }.sorted { left, right in
            let names = (alphabeticalKey(left.csm.name), alphabeticalKey(right.csm.name))
            return names.0 == names.1 ? left.csm.id < right.csm.id : names.0 < names.1
        }
    }
}

/// The sort key of a name: lower case without accents, so that Émile sorts next to Emil.
package func alphabeticalKey(_ name: String) -> String {
    var key = ""
    for scalar in name.lowercased().unicodeScalars {
        guard scalar.properties.canonicalCombiningClass == .notReordered else { continue }
        // The Unicode name of an accented letter contains the plain one: LATIN SMALL LETTER E WITH
        // ACUTE.
        let words = scalar.properties.name?.split(separator: " ") ?? []
        if words.count > 4, words[0] == "LATIN", words[4] == "WITH", words[3].count == 1 {
            key += words[3].lowercased()
        } else {
            key.unicodeScalars.append(scalar)
        }
    }
    return key
}
