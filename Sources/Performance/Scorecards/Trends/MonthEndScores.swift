public import Calendar
public import Attribution
public import Domain

/// The scores that accounts had on the last days of a trend's months, gathered from the summaries
/// of a health history.
public struct MonthEndScores: Sendable {
    private let months: [Month]
    private let accounts: Int
    private let policy: Policy
    /// Month by month, an account each; nil where none is known.
    private var scores: [Known?]

    private struct Known {
        var score: Score
        var tier: Tier
    }

    /// No score known yet for the months of the trends that end with the review's month.
    public init(_ attributed: AttributedPortfolio) {
        months = attributed.frame.trendMonths
        accounts = attributed.portfolio.accounts.count
        policy = attributed.policy
        scores = Array(repeating: nil, count: months.count * accounts)
    }

    /// The first month whose scores may still count on the last day of a trend's month.
    public var earliestMonth: Month? {
        months.first.map { ($0.lastDay - Int(policy.scoreMaximumAgeDays)).month }
    }

    /// Takes note of an account's month. Months must come in order.
    public mutating func note(_ month: HealthMonthSummary) {
        guard let first = months.first else { return }
        var position = max(0, month.month - first)
        while position < months.count,
            months[position].lastDay - month.last <= Int(policy.scoreMaximumAgeDays)
        {
            scores[position * accounts + month.account] = Known(
                score: month.closing,
                tier: policy.tier(of: month.closing, own: month.closingTier))
            position += 1
        }
    }

    /// The latest score of an account on the last day of the month at `position`.
    func score(of account: Int, at position: Int) -> (score: Score, tier: Tier)? {
        scores[position * accounts + account].map { ($0.score, $0.tier) }
    }
}
