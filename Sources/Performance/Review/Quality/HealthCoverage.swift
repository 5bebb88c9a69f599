import Calendar
import Attribution
import Domain
import Scorecards

/// Which days of the window have health rows of an account, gathered in one pass over its months.
struct HealthCoverage: Codable {
    /// The last day with a row; nil without any in the window.
    private(set) var lastDay: Day?
    /// The first gap; nil without one.
    private(set) var gap: Gap?
    /// The score of every day of the month before, and that of every day of both last months; nil
    /// where scores differ.
    private(set) var previousScore: Score?
    private(set) var stuckScore: Score?

    /// Days without a row.
    struct Gap: Codable {
        /// How many.
        let days: Int
        /// The month in which they end.
        let month: Month
    }

    /// The coverage of every account, gathered from the summaries of a health history.
    struct Gathered: Sendable {
        private(set) var accounts: [HealthCoverage]
        private let windowStart: Month
        private let month: Month
        private let policy: Policy

        init(_ attributed: AttributedPortfolio) {
            accounts = attributed.portfolio.accounts.map { _ in HealthCoverage() }
            windowStart = attributed.frame.windowStart.month
            month = attributed.frame.month
            policy = attributed.policy
        }

        /// The first month that counts.
        var earliestMonth: Month { min(windowStart, month - 1) }

        /// Takes note of the month of an account.
        ///
        /// - Precondition: months come in order.
        mutating func note(_ month: HealthMonthSummary) {
            guard month.month >= earliestMonth else { return }
            accounts[month.account].noteScore(
                of: month, last: self.month, fewestRows: Int(policy.stuckScoreRows))
            guard month.month >= windowStart else { return }
            accounts[month.account].noteDays(
                of: month, shortestGap: Int(policy.healthGapDays))
        }
    }

    private mutating func noteDays(of month: HealthMonthSummary, shortestGap: Int) {
        let between = lastDay.map { month.first - $0 - 1 } ?? 0
        let within = month.last - month.first + 1 - month.observed
        lastDay = month.last
        let days = max(between, within)
        if gap == nil, days >= shortestGap { gap = Gap(days: days, month: month.month) }
    }

    private mutating func noteScore(
        of month: HealthMonthSummary, last: Month, fewestRows: Int
    ) {
        // If one day differed, the mean of tenths would differ from the lowest score by 0.003
        // points or more.
        let isConstant =
            month.observed >= fewestRows && month.minimum == month.closing
            && abs(month.mean - month.closing.points) < 0.001
        guard isConstant else { return }
        if month.month == last - 1 { previousScore = month.closing }
        if month.month == last, previousScore == month.closing { stuckScore = month.closing }
    }
}
