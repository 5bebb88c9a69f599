package import Attribution
public import Calendar
public import Domain

/// How far a feed reaches at the end of the month under review.
public struct FeedStatus: Sendable {
    /// Whether a feed reaches far enough.
    public enum Freshness: String, Sendable {
        /// It reaches near enough to the end of the month.
        case fresh
        /// It ends too early.
        case stale
        /// It has no row.
        case missing
    }

    /// Its rows and its first and last day.
    public let extent: FeedExtent
    /// Days from its last row to the end of the month; nil without a dated row.
    public let lagDays: Int?
    /// For the renewals, the latest day on which one closed; nil without one and for other feeds.
    public let latestOutcome: Day?
    /// Whether it reaches far enough.
    public let freshness: Freshness
    /// What of it was not imported.
    public internal(set) var notImported: NotImported

    /// The status of a feed.
    ///
    /// - Parameters:
    ///   - extent: its rows and its first and last day.
    ///   - notImported: what of it was not imported.
    ///   - outcomes: for the renewals, whether their outcomes are there.
    ///   - asOf: the end of the month.
    ///   - policy: the constants.
    package init(
        _ extent: FeedExtent, notImported: NotImported = NotImported(),
        outcomes: OutcomeCoverage? = nil, asOf: Day, policy: Policy
    ) {
        self.extent = extent
        self.notImported = notImported
        lagDays = extent.last.map { asOf - $0 }
        latestOutcome = extent.feed == .renewals ? outcomes?.latest : nil
        let isLate =
            switch extent.feed {
            case .health: lagDays.map { Double($0) > policy.healthLagDays } ?? false
            case .renewals: outcomes?.isStale ?? false
            default: false
            }
        freshness = extent.rows == 0 ? .missing : isLate ? .stale : .fresh
    }

    /// Whether it is a feed that no review misses, and nothing of it was ever imported.
    var isUnused: Bool {
        [.measures, .milestones].contains(extent.feed) && freshness == .missing
            && notImported.isEmpty
    }
}
