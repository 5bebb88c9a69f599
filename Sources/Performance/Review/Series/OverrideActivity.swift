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
    /// - Complexity: O(overrides × months in force + accounts × months), and O(log n) in the changes of an
    ///   account's revenue.
    package func overrideActivity() -> [OverrideActivity] {
        let (months, first) = (frame.trendMonths, frame.firstTrendMonth)
        let (overrides, judged) = (attributed.portfolio.overrides, audit.overrides)
        var activity = months.map { _ in OverrideActivity() }
        var underOverride = months.map { _ in Set<Int>() }
        for index in judged.indices {
            // The fields alone are read: a copy of an override holds texts.
            let (position, end) = (judged[index].position, judged[index].end)
            let logged = overrides[position].logged.month - first
            if months.indices.contains(logged) { activity[logged].logged += 1 }
            // It is in force on the last days of the months from the one in which it was logged.
            let ending = end.month - first
            for month in stride(from: max(0, logged), to: min(ending, months.count), by: 1) {
                underOverride[month].insert(overrides[position].account)
            }
            guard months.indices.contains(ending) else { continue }
            if let withdrawn = overrides[position].withdrawn, withdrawn <= end { continue }
            activity[ending].reevaluations += 1
            // Overrides are sorted by account, then by day.
            let next = index + 1 < judged.count ? judged[index + 1].position : nil
            let isFollowed =
                next.map {
                    overrides[$0].account == overrides[position].account
                        && overrides[$0].logged <= months[ending].lastDay
                } ?? false
            if !isFollowed { activity[ending].missedReevaluations += 1 }
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
