package import Domain
import Statistics

/// The limits of a funnel plot for a book of average accounts.
///
/// Source: `Documentation/methods.md`, 9; Spiegelhalter, D. J. (2005), Funnel plots for comparing
/// institutional performance, Statistics in Medicine 24, 1185-1202.
package struct FunnelLimits: Sendable {
    /// The expected number of renewals.
    package let expected: Double
    /// The range of observed / expected at `Policy.conversationLevel`.
    package let inner: ClosedRange<Double>
    /// The range of observed / expected at `Policy.unlikelyLevel`.
    package let outer: ClosedRange<Double>

    /// The limits of a book.
    ///
    /// - Parameters:
    ///   - renewals: how many renewals the book has, 1 or more.
    ///   - rate: the company's renewal rate, above 0 and below 1.
    ///   - policy: the levels.
    /// - Complexity: O(n σ) in the n renewals, σ the standard deviation of the number renewed.
    package init(renewals: Int, rate: Double, policy: Policy) {
        let renewed = PoissonBinomial(Array(repeating: rate, count: renewals))
        func range(_ level: Double) -> ClosedRange<Double> {
            let ends = [level / 2, 1 - level / 2].map {
                max(0, renewed.interpolatedQuantile($0)) / renewed.mean
            }
            return ends[0]...max(ends[0], ends[1])
        }
        expected = renewed.mean
        inner = range(policy.conversationLevel)
        outer = range(policy.unlikelyLevel)
    }
}
