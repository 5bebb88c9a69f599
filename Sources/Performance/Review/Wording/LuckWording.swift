import Formats
package import Attribution
package import Domain
package import Scorecards

// How much of what a page says luck alone would say, too.

/// From how many verdicts on, a page says how many of them luck alone would give.
private let manyVerdicts = 10

/// How many of the verdicts about rates luck alone would give, for a page with many of them.
///
/// - Parameters:
///   - cards: the scorecards on the page.
///   - metrics: the rates of each that the page holds against their targets.
///   - policy: the level of tests.
/// - Returns: a sentence; nil for fewer than ten.
package func verdictsByLuck(
    _ cards: [Scorecard], metrics: (Scorecard) -> [RateMetric], policy: Policy
) -> String? {
    let count = cards.reduce(0) { sum, card in
        sum
            + metrics(card).count { metric in
                let rate = card.metrics[keyPath: metric.path]
                return rate.estimate.value != nil && rate.comparison.target != nil
                    && rate.comparison.verdictReason == nil
            }
    }
    guard count >= manyVerdicts else { return nil }
    let byLuck = decimalText(Double(count) * policy.significance, decimals: 1)
    return "\(numberText(Double(count))) rates here are compared with a target. If all were "
        + "exactly on it, luck alone would still mark about \(byLuck) of them (1 in "
        + "\(shortDecimalText(1 / policy.significance, decimals: 0)))."
}

extension MonthlyReview {
    /// How many of some books luck alone sets apart; nil where none can be compared.
    package func booksByLuck(_ scopes: [Scope]) -> String? {
        let chances = scopes.compactMap { fair.figures(of: $0)?.chance }
            .filter { $0.band != .cannotTell }
        guard !chances.isEmpty else { return nil }
        let outside = decimalText(
            chances.reduce(0) { $0 + $1.probabilityOutside }, decimals: 1)
        return "Of \(counted(chances.count, "CSM")) who can be compared here, luck alone puts "
            + "\(outside) outside their expected range on average."
    }
}
