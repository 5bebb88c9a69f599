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
        guard let status = feeds.first(where: { $0.freshness == .stale }),
            let last = status.extent.last, let lag = status.lagDays
        else { return nil }
        return DataIssue(
            kind: "stale_feed", severity: .high, count: 1,
            example: "\(status.extent.feed.rawValue) ends on \(last), \(lag) days before "
                + "\(attributed.frame.asOf)",
            whatToDo: "Import the days up to the end of the month, then run the review again.")
    }
}
