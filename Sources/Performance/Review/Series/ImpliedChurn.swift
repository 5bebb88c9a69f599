import Attribution
package import Calendar
import Domain
package import OverrideAudit
import Statistics

/// The churns of some episodes, compared with what their scores implied.
///
/// Source: `Documentation/methods.md`, 12.
package struct ImpliedChurn: Sendable {
    /// The expected number of churns, Σ p.
    package let mean: Double
    /// The range of churns that chance alone gives.
    package let range: ClosedRange<Int>
    /// How many churned.
    package let observed: Int
}

extension MonthlyReview {
    /// The churns of the counted episodes that matured in a month; nil without one that has a known
    /// probability.
    ///
    /// - Complexity: O(episodes), and O(n σ) in those that matured.
    package func impliedChurn(
        _ direction: OverrideDirection, maturedIn month: Month
    ) -> ImpliedChurn? {
        let episodes = audit.episodes.filter {
            $0.direction == direction && $0.isResolved && $0.isCounted
                && ($0.due + Int(policy.pendingDays) + 1).month == month
        }
        let probabilities = episodes.compactMap(\.churnProbability)
        guard !probabilities.isEmpty else { return nil }
        let churns = PoissonBinomial(probabilities)
        return ImpliedChurn(
            mean: churns.mean, range: churns.range(level: policy.chanceRangeLevel),
            observed: episodes.count { $0.churnProbability != nil && $0.state == .churned })
    }
}
