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
        }.sortedByName(of: \.csm)
    }
}

extension Array {
    /// The elements in the order of the names of their CSMs, then of the identifiers.
    ///
    /// - Parameters:
    ///   - csm: the CSM of an element.
    ///   - key: the sort key of a name. It is called once for each element, as it takes long.
    /// - Returns: the sorted elements.
    /// - Complexity: O(n log n).
    package func sortedByName(
        of csm: (Element) -> CSM, key: (String) -> String = alphabeticalKey
    ) -> [Element] {
        let keyed = map { element -> (key: String, id: CSMID, element: Element) in
            let csm = csm(element)
            return (key(csm.name), csm.id, element)
        }
        let sorted = keyed.sorted { left, right in
            left.key == right.key ? left.id < right.id : left.key < right.key
        }
        return sorted.map(\.element)
    }
}

/// The sort key of a name: lower case without accents, so that Émile sorts next to Emil.
package func alphabeticalKey(_ name: String) -> String {
    var key = ""
    for scalar in name.lowercased().unicodeScalars {
        guard !scalar.isASCII else {
            key.unicodeScalars.append(scalar)
            continue
        }
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
