import Domain
import Scorecards

/// Looks for what is wrong with the facts that a review rests on, as known at the end of its month.
struct DataQuality {
    private let attributed: AttributedPortfolio
    private let health: any HealthHistory
    private let feeds: [FeedStatus]

    init(_ attributed: AttributedPortfolio, health: any HealthHistory, feeds: [FeedStatus]) {
        self.attributed = attributed
        self.health = health
        self.feeds = feeds
    }

    func issues() throws -> [DataIssue] { [] }
}
