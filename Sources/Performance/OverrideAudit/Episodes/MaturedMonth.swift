public import Calendar
import Domain

/// The churns of the counted episodes that matured in one month, compared with what their scores
/// implied.
///
/// Source: `Documentation/methods.md`, 12.
public struct MaturedMonth: Sendable, Codable {
    /// The direction.
    public let direction: OverrideDirection
    /// The month in which their outcome was old enough to be judged.
    public let month: Month
    /// How many churned.
    public let observed: Int
    /// What the scores implied.
    public let implied: AuditFigures.Implied

    /// One for each direction and month with a compared episode, in order.
    static func all(_ evidence: AuditEvidence, _ luck: LuckResamples) -> [MaturedMonth] {
        let (policy, summaries) = (evidence.policy, evidence.summaries)
        return OverrideDirection.allCases.flatMap { direction in
            let compared = summaries.indices.filter {
                summaries[$0].luckIndex != nil && summaries[$0].direction == direction
            }
            return Dictionary(grouping: compared) {
                (summaries[$0].due + (Int(policy.pendingDays) + 1)).month
            }.sorted { $0.key < $1.key }.compactMap { month, positions in
                let episodes = positions.map { summaries[$0] }
                return AuditFigures.Implied(episodes, luck, level: policy.chanceRangeLevel).map {
                    MaturedMonth(
                        direction: direction, month: month,
                        observed: episodes.count(where: \.churned), implied: $0)
                }
            }
        }
    }
}
