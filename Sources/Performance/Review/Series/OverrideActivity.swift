import Attribution
import Calendar
import Domain
import OverrideAudit

/// How many overrides were logged, and how many accounts were under one, in a month of the trends.
package struct OverrideActivity: Sendable {
    /// The overrides logged in the month.
    package fileprivate(set) var logged = 0
    /// The overrides whose re-evaluation date came in the month.
    package fileprivate(set) var reevaluations = 0
    /// Those of them with no newer override of the account by the end of the month.
    package fileprivate(set) var missedReevaluations = 0
    /// The share of the paying accounts under an override on the month's last day, in `0...1`; nil
    /// without a paying account.
    package fileprivate(set) var share: Double?

    /// A month without overrides.
    package init() {}
}

extension MonthlyReview {
    /// The override activity of the whole company in each month of the trends, in order.
    ///
    /// - Complexity: O(overrides × months + accounts × months), and O(log n) in the changes of an
    ///   account's revenue.
    package func overrideActivity() -> [OverrideActivity] {
        let months = frame.trendMonths
        let overrides = attributed.portfolio.overrides
        var activity = months.map { _ in OverrideActivity() }
        var underOverride = months.map { _ in Set<Int>() }
        func position(of day: Day) -> Int? {
            let position = day.month - frame.firstTrendMonth
            return months.indices.contains(position) ? position : nil
        }
        for (index, judged) in audit.overrides.enumerated() {
            let override = overrides[judged.position]
            if let position = position(of: override.logged) { activity[position].logged += 1 }
            for (position, month) in months.enumerated()
            where override.logged <= month.lastDay && month.lastDay < judged.end {
                underOverride[position].insert(override.account)
            }
            guard let position = position(of: judged.end) else { continue }
            if let withdrawn = override.withdrawn, withdrawn <= judged.end { continue }
            activity[position].reevaluations += 1
            // Overrides are sorted by account, then by day.
            let next = audit.overrides[(index + 1)...].first.map { overrides[$0.position] }
            let isFollowed =
                next.map {
                    $0.account == override.account && $0.logged <= months[position].lastDay
                } ?? false
            if !isFollowed { activity[position].missedReevaluations += 1 }
        }
        for (position, month) in months.enumerated() {
            let paying = attributed.portfolio.accounts.indices.count {
                attributed.revenue.revenue(of: $0, on: month.lastDay).isPaid
            }
            guard paying > 0 else { continue }
            activity[position].share =
                min(1, Double(underOverride[position].count) / Double(paying))
        }
        return activity
    }
}
