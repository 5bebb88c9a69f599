package import Brief
import Calendar
import Formats
import Attribution
import Templating
package import Review
import Domain
import OverrideAudit
package import Scorecards

/// The sections of a review's page as separate HTML fragments, for use on other pages.
package struct PageFragments: Sendable {
    private let review: MonthlyReview

    /// The sections of a review.
    package init(_ review: MonthlyReview) { self.review = review }

    /// The brief of the month.
    ///
    /// - Parameters:
    ///   - brief: the brief, for whoever reads the page.
    ///   - address: where evidence is; nil where the reader may not see it.
    /// - Returns: the section.
    /// - Throws: when a template is broken.
    package func brief(
        _ brief: Brief, address: (Finding.Evidence) -> String?
    ) throws -> String {
        try pageTemplates.text("brief", PageBrief(brief, of: review, address: address))
    }

    /// A card, for a page that has its name as its heading. That of a CSM also has what the data file of
    /// the review says about the CSM's overrides.
    package func card(_ card: Scorecard, name: String) -> String {
        var page = PageCard(card, anchor: "card", name: name, in: review)
        if case .csm(let csm) = card.scope { page.explanations += [review.overrideNotes(on: csm)] }
        let content = page.content
        return "<section class=\"scorecard\" aria-label=\"Scorecard\">\n\(content)</section>\n"
    }

    /// The table of some teams, with links to their pages.
    ///
    /// - Throws: when a template is broken.
    package func teams(named teams: [String], links: PageLinks) throws -> String {
        try pageTemplates.text(
            "teams",
            TeamsPart(
                review.scoreboard.teams(named: teams), links: links, policy: review.policy))
    }

    /// How teams and the CSMs who stand out compare with what was expected of them, with links to
    /// their pages.
    ///
    /// - Throws: when a template is broken.
    package func fair(links: PageLinks) throws -> String {
        try pageTemplates.text("fair", FairPart(fair: PageFair(review, links: links)))
    }

    /// The override audit.
    ///
    /// - Parameter handOff: the address of the proposal to the model's owner, without its ending.
    /// - Returns: the section.
    /// - Throws: when a template is broken.
    package func audit(handOff: String) throws -> String {
        try pageTemplates.text("audit", PageAudit(review, handOff: handOff))
    }

    /// The signals and what they suggest for the weights of the score.
    ///
    /// - Parameter handOff: the address of the proposal, without its ending.
    /// - Returns: the section.
    /// - Throws: when a template is broken.
    package func signals(handOff: String) throws -> String {
        try pageTemplates.text("signals", PageSignals(review, handOff: handOff))
    }

    /// The trends of some teams, and of the company.
    ///
    /// - Throws: when a template is broken.
    package func trends(hasCompany: Bool, teams: [String]) throws -> String {
        let groups = review.pageTrends.filter { group in
            group.team.map { $0.isOneByBytes(of: teams) } ?? hasCompany
        }
        return try pageTemplates.text("trends", TrendsPart(groups))
    }

    /// The problems of the data, and how far the feeds reach.
    ///
    /// - Throws: when a template is broken.
    package func data() throws -> String { try pageTemplates.text("data", DataPart(review)) }

    /// What to import next; empty where nothing is missing.
    ///
    /// - Throws: when a template is broken.
    package func missing() throws -> String {
        try pageTemplates.text("missing", MissingPart(review))
    }

    /// Everything that led to the verdict of an episode.
    ///
    /// - Throws: when a template is broken.
    package func story(_ story: EpisodeStory) throws -> String {
        try pageTemplates.text("story", StoryPart(story))
    }
}

/// The values for the template of the table of teams.
struct TeamsPart: PagePart {
    let teamMetrics: [String]
    let hasTeams: Bool
    let teams: [ReviewPage.TeamRow]
    let teamLuck: String?

    init(_ cards: [Scorecard], links: PageLinks, policy: Policy) {
        teamMetrics = ReviewPage.teamMetrics.map(\.title)
        teams = cards.map { ReviewPage.TeamRow($0, address: links[$0.scope]) }
        hasTeams = !teams.isEmpty
        teamLuck = verdictsByLuck(
            cards, metrics: { _ in ReviewPage.teamMetrics }, policy: policy)
    }
}

/// The values for the template of the fair comparison.
struct FairPart: PagePart {
    let fair: PageFair
}

/// The values for the template of the trends.
struct TrendsPart: PagePart {
    let trends: [PageTrends]
    let trendLuck: String?

    init(_ groups: [PageTrends]) {
        trends = groups
        trendLuck = groups.luck
    }
}

/// The values for the template of data quality.
struct DataPart: PagePart {
    let asOf: String
    let hasIssues: Bool
    let issues: [PageIssue]
    let feeds: [PageFeed]

    init(_ review: MonthlyReview) {
        asOf = review.frame.asOf.words
        issues = review.issues.map(PageIssue.init)
        hasIssues = !issues.isEmpty
        feeds = review.feeds.map(PageFeed.init)
    }
}

/// The values for the template of missing feeds.
struct MissingPart: PagePart {
    let hasMissing: Bool
    let missing: [PageFeed]

    init(_ review: MonthlyReview) {
        missing = review.missingFeeds
        hasMissing = !missing.isEmpty
    }
}

/// The values for the template of an episode's story.
struct StoryPart: PagePart {
    let facts: [EpisodePage.Words.Line]
    let overrides: [EpisodePage.Words.Line]

    init(_ story: EpisodeStory) {
        facts = story.facts.map(EpisodePage.Words.Line.init)
        overrides = story.overrides.map(EpisodePage.Words.Line.init)
    }
}
