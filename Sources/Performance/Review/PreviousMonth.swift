package import Attribution
import Domain
package import Scorecards

/// What the review of the month before said of each scope, worked out from today's facts.
package struct PreviousMonth: Sendable {
    /// How each portfolio compared with its expected range.
    package let bands: [Scope: ChanceBand]
    private let verdicts: [Scope: [RateMetric: TargetVerdict]]

    /// The words of a month.
    ///
    /// - Parameters:
    ///   - attributed: the facts as known at the end of that month.
    ///   - health: the daily scores.
    /// - Throws: what `health` throws when it cannot be read.
    init(_ attributed: AttributedPortfolio, health: any HealthHistory) throws {
        bands = try FairComparison.bands(attributed, health: health)
        let board = Scoreboard(attributed)
        verdicts = Dictionary(
            uniqueKeysWithValues: ([board.company] + board.teams).map { card in
                (
                    card.scope,
                    RateMetric.allCases.reduce(into: [:]) {
                        $0[$1] = card.metrics[keyPath: $1.path].comparison.versusTarget
                    }
                )
            })
    }

    /// How a metric of the company or a team compared with its target; nil without a target.
    package func verdict(of metric: RateMetric, _ scope: Scope) -> TargetVerdict? {
        verdicts[scope]?[metric]
    }
}
