import Formats
package import Domain

extension Policy {
    /// Sixteen hexadecimal digits that tell two policies apart by the constants that figures depend
    /// on.
    package var digest: String {
        var digest = ContentDigest()
        digest.update(reportingCurrency)
        for (name, path) in Policy.constants { digest.update("\(name) \(self[keyPath: path])") }
        for (name, weight) in healthWeights.sorted(by: { $0.key.precedesByBytes($1.key) }) {
            digest.update("health_weights \(name) \(weight)")
        }
        digest.update("lapsed_means_churn \(lapsedMeansChurn)")
        for rebase in rebases {
            digest.update("\(rebase.metric) \(rebase.team ?? "") \(rebase.from) \(rebase.reason)")
        }
        return digest.hexadecimal
    }
}
