import Domain
import Statistics

/// The past churn of accounts whose score in one band a CSM overrode: what such an override has
/// been worth.
///
/// Source: `Documentation/methods.md`, 13.
public struct PastChurn: Sendable, Codable {
    /// The direction.
    public let direction: OverrideDirection
    /// The ten-point band of the score: 0 for 0 to 10, 9 for 90 to 100.
    public let band: Int
    /// The counted episodes with an outcome and a known score.
    public let count: Int
    /// Those of them that churned.
    public let churned: Int
    /// The churn rate, shrunk towards that of the direction, in `0...1`.
    public let rate: Double

    /// One for each direction and band that has an episode, in order.
    ///
    /// - Complexity: O(n log n) in the episodes.
    static func all(_ episodes: [Episode], policy: Policy) -> [PastChurn] {
        let counted = episodes.filter { $0.isResolved && $0.isCounted }
        return OverrideDirection.allCases.flatMap { direction in
            let outcomes = counted.filter { $0.direction == direction }.compactMap { episode in
                episode.modelScore.map { (band: $0.band, churned: episode.state == .churned) }
            }
            let parent = Double(outcomes.count { $0.churned }) / Double(max(1, outcomes.count))
            return Dictionary(grouping: outcomes, by: \.band).sorted { $0.key < $1.key }
                .map { band, outcomes in
                    let churned = outcomes.count { $0.churned }
                    return PastChurn(
                        direction: direction, band: band, count: outcomes.count, churned: churned,
                        rate: shrunkProportion(
                            churned, of: outcomes.count, parent: parent,
                            weight: policy.pastChurnWeight))
                }
        }
    }
}
