import Calendar
import Attribution
import Domain
import Scorecards

/// What one sweep over the months of the window tells about the health rows of an account.
struct HealthCoverage {
    /// The last day with a row; nil without any in the window.
    private(set) var lastDay: Day?
    /// The first long stretch of days without rows: how many days, and the month it ends in.
    private(set) var gap: (days: Int, month: Month)?
    /// The one score of every day of the month before, then of both last months.
    private(set) var previousScore: Score?
    private(set) var stuckScore: Score?

    /// A gap of fewer days is not named.
    private static let shortestGap = 7
    /// A month with fewer rows does not tell whether a score is stuck.
    private static let fewestRows = 20

    /// The coverage of every account, gathered from the summaries of a health history.
    struct Gathered: Sendable {
        private(set) var accounts: [HealthCoverage]
        private let windowStart: Month
        private let month: Month

        init(_ attributed: AttributedPortfolio) {
            accounts = attributed.portfolio.accounts.map { _ in HealthCoverage() }
            windowStart = attributed.frame.windowStart.month
            month = attributed.frame.month
        }

        /// The first month that counts.
        var earliestMonth: Month { min(windowStart, month - 1) }

        /// Takes note of an account's month. Months must come in order.
        mutating func note(_ month: HealthMonthSummary) {
            guard month.month >= earliestMonth else { return }
            accounts[month.account].noteScore(of: month, last: self.month)
            if month.month >= windowStart { accounts[month.account].noteDays(of: month) }
        }
    }

    private mutating func noteDays(of month: HealthMonthSummary) {
        let between = lastDay.map { month.first - $0 - 1 } ?? 0
        let within = month.last - month.first + 1 - month.observed
        lastDay = month.last
        let days = max(between, within)
        if gap == nil, days >= Self.shortestGap { gap = (days, month.month) }
    }

    private mutating func noteScore(of month: HealthMonthSummary, last: Month) {
        // All days alike: the mean of tenths differs from the lowest by 0.003 points otherwise.
        let isConstant =
            month.observed >= Self.fewestRows && month.minimum == month.closing
            && abs(month.mean - month.closing.points) < 0.001
        guard isConstant else { return }
        if month.month == last - 1 { previousScore = month.closing }
        if month.month == last, previousScore == month.closing { stuckScore = month.closing }
    }
}
