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

    /// The coverage of every account, from the summaries of the window's months.
    ///
    /// - Throws: what `health` throws.
    /// - Complexity: O(accounts × months).
    static func ofAccounts(
        _ attributed: AttributedPortfolio, health: any HealthHistory
    ) throws -> [HealthCoverage] {
        var coverage = attributed.portfolio.accounts.map { _ in HealthCoverage() }
        let frame = attributed.frame
        let first = frame.windowStart.month
        try health.forEachMonth(from: min(first, frame.month - 1), through: frame.month) { month in
            coverage[month.account].noteScore(of: month, last: frame.month)
            if month.month >= first { coverage[month.account].noteDays(of: month) }
        }
        return coverage
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
