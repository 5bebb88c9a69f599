import Calendar
import Attribution
import Domain
import Scorecards

extension DataQuality {
    /// `accounts_without_history`: accounts with revenue, or with a renewal due in the window, that
    /// have no health row in it. It reports nothing where the health feed itself is missing.
    var accountsWithoutHistory: DataIssue? {
        guard coverage.contains(where: { $0.lastDay != nil }) else { return nil }
        var isDue = [Bool](repeating: false, count: coverage.count)
        for (renewal, _) in attributed.windowRenewals { isDue[renewal.account] = true }
        var tally = IssueTally()
        for (account, coverage) in coverage.enumerated() where coverage.lastDay == nil {
            let revenue = attributed.revenue.revenue(of: account, on: attributed.frame.asOf)
            guard revenue.isPaid || isDue[account] else { continue }
            tally.add(
                "account \(attributed.accountID(account)) has no health row since "
                    + "\(attributed.frame.windowStart)")
        }
        return tally.issue(
            "accounts_without_history", .medium,
            whatToDo: "Let the health export cover these accounts.")
    }

    /// `health_gaps`: accounts without a health row for `Policy.healthGapDays` or more, between the
    /// first and the last row of a month or between two months.
    var healthGaps: DataIssue? {
        var tally = IssueTally()
        for (account, coverage) in coverage.enumerated() {
            guard let gap = coverage.gap else { continue }
            tally.add(
                "account \(attributed.accountID(account)) lacks \(gap.days) days up to its rows of "
                    + "\(gap.month)")
        }
        return tally.issue(
            "health_gaps", .medium, whatToDo: "Export the missing days again and import them.")
    }

    /// `stuck_scores`: accounts whose score was the same every day of the last two months.
    var stuckScores: DataIssue? {
        var tally = IssueTally()
        for (account, coverage) in coverage.enumerated() {
            guard let score = coverage.stuckScore else { continue }
            tally.add(
                "account \(attributed.accountID(account)) stood at \(score) every day of "
                    + "\(attributed.frame.month - 1) and \(attributed.frame.month)")
        }
        return tally.issue(
            "stuck_scores", .medium,
            whatToDo: "Check whether the signals behind these scores still arrive.")
    }
}
