public import Calendar
public import Attribution
public import Domain

/// The scores of accounts on the last days of the months of the trends, gathered from the summaries of
/// a health history.
///
/// Source: `Documentation/methods.md`, 10.
public struct MonthEndScores: Sendable {
    private let months: [Month]
    private let firstMonth: Month
    private let accounts: Int
    private let policy: Policy
    /// The score of account `a` in the month at `m` is at `m × accounts + a`; nil where unknown.
    private var scores: [Known?]

    private struct Known {
        var score: Score
        var tier: Tier
    }

    /// No score yet, for the trends of a review.
    public init(_ attributed: AttributedPortfolio) {
        months = attributed.frame.trendMonths
        firstMonth = attributed.frame.firstTrendMonth
        accounts = attributed.portfolio.accounts.count
        policy = attributed.policy
        scores = Array(repeating: nil, count: months.count * accounts)
    }

    /// The first month whose scores may still count on the last day of a month of the trends.
    public var earliestMonth: Month {
        (firstMonth.lastDay - Int(policy.scoreMaximumAgeDays)).month
    }

    /// Takes note of the month of an account.
    ///
    /// - Precondition: months come in order.
    public mutating func note(_ month: HealthMonthSummary) {
        var position = max(0, month.month - firstMonth)
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
