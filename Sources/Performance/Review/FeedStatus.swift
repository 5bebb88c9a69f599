package import Calendar
public import Domain

/// How far a feed reaches at the end of the month under review.
public struct FeedStatus: Sendable {
    /// Whether a feed is of use.
    public enum Freshness: String, Sendable {
        /// Reaches near enough to the end of the month.
        case fresh
        /// Ends too early.
        case stale
        /// Has no row.
        case missing
    }

    /// Rows and days.
    public let extent: FeedExtent
    /// Days from its last row to the end of the month; nil without a dated row.
    public let lagDays: Int?
    /// Whether it is of use.
    public let freshness: Freshness

    package init(_ extent: FeedExtent, asOf: Day, policy: Policy) {
        self.extent = extent
        lagDays = extent.last.map { asOf - $0 }
        let isLate = extent.feed == .health && Double(lagDays ?? 0) > policy.healthLagDays
        freshness = extent.rows == 0 ? .missing : isLate ? .stale : .fresh
    }
}
