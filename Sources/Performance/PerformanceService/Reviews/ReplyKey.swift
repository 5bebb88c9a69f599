import Charting
import Deck
import Domain
import OverrideAudit
import ReviewCharts

/// The cache key of a reply within one review. It includes who may see the reply.
enum ReplyKey: Hashable {
    /// The whole review.
    case review
    /// The company's scorecard.
    case company
    /// The scorecards of the teams that an audience sees.
    case teams(Audience)
    /// Part of the list of scorecards that an audience sees.
    case scorecards(Audience, Range<Int>)
    /// A CSM's scorecard.
    case card(CSMID)
    /// The bridge chart of a CSM's renewal rate.
    case bridge(CSMID, Picture)
    /// The trends that an audience sees.
    case trends(Audience)
    /// The data quality report.
    case quality
    /// The override audit, as an audience sees it.
    case audit(Audience)
    /// The audit's segments; nil for those of all dimensions.
    case segments(Dimension?)
    /// The proposal to the owner of the health model, as an audience sees it: for people or as a table.
    case proposal(Audience, isTable: Bool)
    /// What predicted renewal.
    case signals
    /// The proposal of weights: for people or as a table.
    case signalProposal(isTable: Bool)
    /// The text descriptions of some charts.
    case charts([ReviewChart])
    /// The picture of a chart.
    case chart(ReviewChart, Picture)
    /// The tables that an audience sees, as a workbook.
    case workbook(Audience)
    /// The slides.
    case deck(DeckAudience, DeckCharts)
    /// Part of a list of episodes.
    case episodes(EpisodeQuery, Range<Int>)
    /// The picture of the scores of an episode.
    case episodeScores(String, Picture)
    /// A page, by its path after the month, as an audience sees it.
    case page(String, Audience, PageContent)
}

/// Which episodes an audience asks for.
struct EpisodeQuery: Hashable {
    let audience: Audience
    let direction: OverrideDirection?
    let state: EpisodeState?
    let csm: CSMID?
    let account: AccountID?
    /// Whether those with an open renewal are left out.
    let isResolved: Bool
}

/// A picture that is being made.
struct PictureKey: Hashable {
    let review: ObjectIdentifier
    let key: ReplyKey
}

/// The size and theme of a picture.
struct Picture: Hashable {
    let size: ChartSize
    let theme: Theme
}

/// What else the content of a page depends on, in addition to the review, the path and the
/// audience.
enum PageContent: Hashable {
    /// Nothing else.
    case fixed
    /// The number of comments, and one that grows with disputes, their answers and conclusions. They
    /// identify what was said, because all of it is only ever added.
    case comments(Int, said: Int)
    /// The part of a list that a query requests.
    case stretch(Range<Int>, query: String)
}
