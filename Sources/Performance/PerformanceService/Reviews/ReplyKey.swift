import Charting
import Domain
import OverrideAudit
import ReviewCharts

/// Tells an answer that is kept from all others of the same review, who may see it included.
enum ReplyKey: Hashable {
    /// The whole review.
    case review
    /// The company's card.
    case company
    /// The cards of the teams that an audience sees.
    case teams(Audience)
    /// A stretch of the cards that an audience sees.
    case scorecards(Audience, Range<Int>)
    /// A CSM's card.
    case card(CSMID)
    /// The bridge to a CSM's renewal rate, drawn.
    case bridge(CSMID, Picture)
    /// The trends that an audience sees.
    case trends(Audience)
    /// What is wrong with the data.
    case quality
    /// The audit as an audience sees it.
    case audit(Audience)
    /// Parts of the book, all or of one dimension.
    case segments(Dimension?)
    /// Some charts in words.
    case charts([ReviewChart])
    /// A chart, drawn.
    case chart(ReviewChart, Picture)
    /// The scores of an episode, drawn.
    case episodeScores(String, Picture)
    /// A page at a path behind the month, as an audience sees it.
    case page(String, Audience, PageContent)
}

/// How a picture is asked for.
struct Picture: Hashable {
    let size: ChartSize
    let theme: Theme
}

/// What the content of a page hangs on, beside the review, its path and who reads it.
enum PageContent: Hashable {
    /// Nothing else.
    case fixed
    /// How many comments there are: they are only added.
    case comments(Int)
    /// A stretch of the list that a query asks for.
    case stretch(Range<Int>, query: String)
}
