public import Domain
public import Scorecards
import Synchronization

/// Everything that is said about one month: what `review.json` holds and every page and chart
/// shows.
public struct MonthlyReview: Sendable {
    /// The facts as known at the end of the month, with their states and owners.
    public let attributed: AttributedPortfolio
    /// The cards.
    public let scoreboard: Scoreboard
    /// The 24 months up to this one.
    public let trends: [Trend]
    /// How far each feed reaches.
    public let feeds: [FeedStatus]
    /// What is wrong with the data and what to do.
    public let issues: [DataIssue]
    /// Tells two sets of constants apart.
    public let policyDigest: String
    /// Tells two states of the facts apart.
    public let dataDigest: String

    /// The review of a month.
    ///
    /// - Parameters:
    ///   - reading: the facts.
    ///   - policy: the constants.
    ///   - month: the month.
    /// - Throws: what the store throws when it cannot be read.
    public init(_ reading: any FactReading, policy: Policy, month: Month) throws {
        attributed = AttributedPortfolio(reading.portfolio, policy: policy, month: month)
        let known = attributed
        let trends = Mutex<[Trend]>([])
        let quality = Mutex<([FeedStatus], [DataIssue])>(([], []))
        try inParallel([
            {
                let found = try known.trends(health: reading.health)
                trends.withLock { $0 = found }
            },
            {
                let feeds = try reading.extents(through: month).map {
                    FeedStatus($0, asOf: month.lastDay, policy: policy)
                }
                let issues = try DataQuality(known, health: reading.health, feeds: feeds).issues()
                quality.withLock { $0 = (feeds, issues) }
            },
        ])
        scoreboard = Scoreboard(attributed)
        self.trends = trends.withLock { $0 }
        (feeds, issues) = quality.withLock { $0 }
        policyDigest = policy.digest
        dataDigest = reading.dataDigest
    }

    /// The days under review.
    public var frame: ReviewFrame { attributed.frame }

    /// The constants.
    public var policy: Policy { attributed.policy }

    /// The last month that the health history covers to its end; nil where it covers none.
    public static func latestMonth(_ reading: any FactReading) -> Month? {
        reading.lastHealthDay.map { $0 == $0.month.lastDay ? $0.month : $0.month - 1 }
    }
}
