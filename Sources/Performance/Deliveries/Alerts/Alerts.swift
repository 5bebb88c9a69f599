package import Access
import Attribution
package import Calendar
import Closing
import Domain
import Formats
import Publishing
package import Review
import Scorecards
import Statistics

/// What rules find in the newest month, in the data and in disputes.
package struct Alerts {
    /// The newest month that can be reviewed; nil without one.
    package let review: MonthlyReview?
    /// What is known of the facts.
    package let facts: KnownFacts
    /// Disputes that nobody has answered.
    package let disputes: [NumberedDispute]
    /// The months that are closed.
    package let closed: Set<Month>
    /// Today.
    package let today: Day
    /// The health history is stale when it ends so many days before today.
    package let staleAfterDays: Int

    /// How many days before the end of a preview open disputes raise an alert.
    static let daysBeforeEnd = 2

    /// What rules look at.
    package init(
        review: MonthlyReview?, facts: KnownFacts, disputes: [NumberedDispute], closed: Set<Month>,
        today: Day, staleAfterDays: Int
    ) {
        self.review = review
        self.facts = facts
        self.disputes = disputes
        self.closed = closed
        self.today = today
        self.staleAfterDays = staleAfterDays
    }

    /// The alerts of a delivery.
    package func raised(for role: DeliveryRole, by rules: [AlertRule]) -> [Alert] {
        rules.flatMap { rule in
            switch rule {
            case .outsideLimits: outside(for: role)
            case .staleFeed: stale
            case .openDisputes: open(for: role)
            }
        }
    }

    /// The settled points among the newest that lie outside their limits: those of the company and of
    /// teams that are no single persons.
    private func outside(for role: DeliveryRole) -> [Alert] {
        // Groups of few people would be people.
        guard let review = review?.withoutSmallGroups() else { return [] }
        return review.trends.flatMap { trend -> [Alert] in
            switch (role, trend.team) {
            case (.manager(let own), let team):
                guard team?.hasSameBytes(as: own) == true else { return [] }
            default: break
            }
            guard review.finding(of: trend)?.isJudged == true else { return [] }
            let settled = trend.points.filter { $0.value != nil && $0.label != .provisional }
            return settled.suffix(Int(review.policy.trendNewestPoints)).compactMap { point in
                guard point.label == .outside, let value = point.value, let limits = point.limits
                else { return nil }
                let format = trend.metric.wholeFormat
                // The other limit may lie where no value can be.
                let side =
                    value > limits.upper
                    ? "above its usual range, which ends at \(format.text(limits.upper))"
                    : "below its usual range, which begins at \(format.text(limits.lower))"
                return Alert(
                    .outsideLimits,
                    "\(trend.metric.rawValue) \(trend.team ?? "company") \(point.period.name)",
                    "\(trend.metric.title) of \(trend.team.map { "team \($0)" } ?? "the company") "
                        + "was \(format.text(value)) in \(point.period.name), \(side).")
            }
        }
    }

    /// The feeds that end too early, today or in the newest month.
    private var stale: [Alert] {
        var alerts: [Alert] = []
        if let last = facts.lastHealthDay, today - last > staleAfterDays {
            alerts.append(
                Alert(
                    .staleFeed, "health \(last)",
                    "The health history ends on \(last.words), \(counted(today - last, "day")) "
                        + "ago. Import the days since, or find out why the export stopped."))
        }
        if let review,
            review.feeds.contains(where: {
                $0.extent.feed == .renewals && $0.freshness == .stale
            })
        {
            let latest = review.feeds.first { $0.extent.feed == .renewals }?.latestOutcome
            alerts.append(
                Alert(
                    .staleFeed, "renewals \(latest.map { "\($0)" } ?? "none")",
                    "No renewal was closed since \(latest?.words ?? "the first"), although renewals "
                        + "fell due. Import renewals with their outcomes up to "
                        + "\(review.frame.asOf.words)."))
        }
        return alerts
    }

    /// The months that are not closed, whose preview ends soon, and about which disputes are open.
    private func open(for role: DeliveryRole) -> [Alert] {
        let csms = Dictionary(
            facts.portfolio.csms.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let open = disputes.map(\.dispute).filter { dispute in
            guard case .manager(let team) = role else { return true }
            return csms[dispute.csm]?.team(on: dispute.month.lastDay)?.hasSameBytes(as: team)
                == true
        }
        return Dictionary(grouping: open, by: \.month).sorted { $0.key < $1.key }.compactMap {
            month, disputes in
            let end = month.lastDay + Int(facts.policy.previewDays)
            guard !closed.contains(month), today > month.lastDay,
                today >= end - Self.daysBeforeEnd
            else { return nil }
            let ends = today > end ? "ended" : "ends"
            let are = disputes.count == 1 ? "is" : "are"
            return Alert(
                .openDisputes, "\(month)",
                "\(counted(disputes.count, "dispute")) about \(month.fullName) \(are) open, and the "
                    + "month is not closed. Its preview \(ends) on \(end.words). Answer "
                    + "\(disputes.count == 1 ? "it" : "them") on the page Closing.")
        }
    }
}
