import Attribution
import Formats
import Domain
import Scorecards

extension MonthlyReview {
    /// The pseudonym of each CSM, in the order of the portfolio: `CSM-3f9a`. It is the same
    /// throughout a review and differs between reviews of different facts.
    ///
    /// A reader cannot see who is meant. It is not secret: whoever has the identifiers and the data
    /// digest can compute it.
    package var csmPseudonyms: [String] {
        pseudonyms(of: attributed.portfolio.csms.map(\.id.text), key: dataDigest, prefix: "CSM-")
    }
}

/// Pseudonyms of identifiers under a key: a prefix and the first four digits of their digests, or more
/// if they would not all differ.
///
/// - Complexity: O(identifiers).
package func pseudonyms(of identifiers: [String], key: String, prefix: String) -> [String] {
    let digests = identifiers.map { identifier in
        var digest = ContentDigest()
        digest.update(key)
        digest.update(identifier)
        return digest.hexadecimal
    }
    let length = (4..<16).first { length in
        Set(digests.map { $0.prefix(length) }).count == digests.count
    }
    return digests.map { prefix + $0.prefix(length ?? 16) }
}
