package import Calendar
import Domain

/// Whether the outcomes of renewals are there, or missing.
///
/// An export that stopped, and outcomes that are entered once a quarter, look like churn: what was
/// never closed lapses in the end.
///
/// Source: `Documentation/methods.md`, 3.
package struct OutcomeCoverage: Sendable {
    /// The events due in the window.
    package let due: Int
    /// Those of them that lapsed.
    package let lapsed: Int
    /// Whether so many lapsed that outcomes are likely missing.
    package let isMissing: Bool
    /// The latest day on which a line closed; nil without one.
    package let latest: Day?
    /// Whether the renewals feed ends too early: nothing closed for long, although events fell due.
    package let isStale: Bool
}

extension AttributedPortfolio {
    /// Whether outcomes are missing, as known at the end of the month.
    ///
    /// - Complexity: O(renewals).
    package var outcomeCoverage: OutcomeCoverage {
        let inWindow = events.filter { $0.due >= frame.windowStart }
        let lapsed = inWindow.count { $0.state == .lapsed || $0.isHeldOpen }
        let latest = portfolio.renewals.lazy.compactMap(\.closing).filter { $0 <= frame.asOf }.max()
        // What closed ahead of its due date is not missing, however long ago that was.
        let missing = events.count { event in
            event.closed == nil && latest.map { event.due > $0 } ?? true
                && event.due < frame.asOf - Int(policy.outcomeGraceDays)
        }
        let lag = latest.map { Double(frame.asOf - $0) } ?? .infinity
        return OutcomeCoverage(
            due: inWindow.count, lapsed: lapsed,
            isMissing: !policy.lapsedMeansChurn
                && Double(lapsed) > policy.lapsedShare * Double(inWindow.count)
                && Double(lapsed) >= policy.lapsedCount,
            latest: latest,
            isStale: lag > policy.outcomeLagDays && Double(missing) >= policy.outcomeDueCount)
    }
}
