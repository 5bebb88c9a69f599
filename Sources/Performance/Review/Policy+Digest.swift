import Formats
package import Domain

extension Policy {
    /// Sixteen hexadecimal digits that tell two policies apart.
    ///
    /// Constants that got their names later count only where they are changed: see
    /// `Policy.laterConstants`.
    package var digest: String {
        var digest = ContentDigest()
        digest.update(reportingCurrency)
        for (name, value) in printedConstants { digest.update("\(name) \(value)") }
        for rebase in rebases {
            digest.update("\(rebase.metric) \(rebase.team ?? "") \(rebase.from) \(rebase.reason)")
        }
        return digest.hexadecimal
    }
}
