import Calendar
import Attribution
import Domain
import Scorecards

extension DataQuality {
    /// `missing_feed`: feeds without a row by the end of the month. The severity is high for feeds
    /// that a review needs, and low for all others.
    func missingFeeds(_ severity: DataIssue.Severity) -> DataIssue? {
        let needed: [Feed] = [.accounts, .csms, .assignments, .health, .renewals]
        let missing = feeds.filter { status in
            status.freshness == .missing
                && needed.contains(status.extent.feed) == (severity == .high)
        }.map(\.extent.feed.rawValue)
        guard !missing.isEmpty else { return nil }
        return DataIssue(
            kind: "missing_feed", severity: severity, count: missing.count,
            example: "no row of \(missing.joined(separator: ", "))",
            whatToDo: severity == .high
                ? "Import these feeds: a review cannot do without them."
                : "Import these feeds if you have them; what they tell stays empty until then.")
    }

    /// `stale_feed`: the health feed ends long before the month does.
    var staleHealth: DataIssue? {
        guard
            let status = feeds.first(where: { $0.freshness == .stale && $0.extent.feed == .health }
            ),
            let last = status.extent.last, let lag = status.lagDays
        else { return nil }
        return DataIssue(
            kind: "stale_feed", severity: .high, count: 1,
            example: "\(status.extent.feed.rawValue) ends on \(last), \(lag) days before "
                + "\(attributed.frame.asOf)",
            whatToDo: "Import the days up to the end of the month, then run the review again.")
    }

    /// `stale_feed`: no renewal was closed for long, although renewals fell due.
    var staleRenewals: DataIssue? {
        guard outcomes.isStale else { return nil }
        let latest = outcomes.latest.map { "the latest outcome in renewals is of \($0)" }
        return DataIssue(
            kind: "stale_feed", severity: .high, count: 1,
            example: latest ?? "renewals has no outcome at all",
            whatToDo:
                "Import renewals with the outcomes up to \(attributed.frame.asOf), then run the "
                + "review again.")
    }

    /// `outcomes_missing`: so many renewals were never closed that outcomes are likely missing.
    var missingOutcomes: DataIssue? {
        guard outcomes.isMissing else { return nil }
        return DataIssue(
            kind: "outcomes_missing", severity: .high, count: outcomes.lapsed,
            example: "\(outcomes.lapsed) of \(outcomes.due) renewals due in the window were never "
                + "closed and count as churned",
            whatToDo:
                "Check whether the export of renewals stopped, or whether outcomes are entered "
                + "only once a quarter; then import the missing outcomes. If your company never records "
                + "churn, set lapsed_means_churn in the policy. Until then, verdicts that depend on "
                + "them say that nobody can tell.")
    }
}
