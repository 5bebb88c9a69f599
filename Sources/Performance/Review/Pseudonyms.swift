import Attribution
import Formats
import Domain
import Scorecards

extension MonthlyReview {
    /// What each CSM is called where nobody shall be named, in the order of the portfolio:
    /// `CSM-3f9a`, the same within a review, another in the review of other facts.
    ///
    /// It keeps a reader from seeing by eye who is meant. It is no secret from one who has the
    /// identifiers and the data digest and works it out.
    package var csmPseudonyms: [String] {
        pseudonyms(of: attributed.portfolio.csms.map(\.id.text), key: dataDigest)
    }
}

/// Pseudonyms of identifiers under a key: the first four digits of their digests, or as many more
/// as it takes for all to differ.
///
/// - Complexity: O(identifiers).
package func pseudonyms(of identifiers: [String], key: String) -> [String] {
    let digests = identifiers.map { identifier in
        var digest = ContentDigest()
        digest.update(key)
        digest.update(identifier)
        return digest.hexadecimal
    }
    let length = (4..<16).first { length in
        Set(digests.map { $0.prefix(length) }).count == digests.count
    }
    return digests.map { "CSM-\($0.prefix(length ?? 16))" }
}
