import Brief
import Calendar
import Formats
import Attribution
import ReviewCharts
import Review
import Charting
import Domain
import Scorecards

/// The values for the template of a review's page, in words.
struct ReviewPage {
    /// A picture on the page.
    struct Picture {
        let chartTitle: String
        let alt: String
        let width: Int
        let height: Int
    }

    /// A row of the table of teams.
    struct TeamRow {
        struct Cell {
            let cellValue: String
            let range: String?
            let cellVerdict: String?
        }

        /// The address of the team's page; nil where there is none.
        let teamAddress: String?
        let teamName: String
        let teamSentence: String
        let cells: [Cell]
    }

    /// A page with the cards of a team.
    struct Page {
        let pageFile: String
        let pageName: String
        let pageCount: String
    }

    let style: String
    let month: String
    let asOf: String
    /// Whether the figures are published, in a sentence; nil where there is nothing to say.
    let publication: String?
    let window: String
    let windowMonths: String
    let minimum: String
    let moneyMinimum: String
    let answerMinimum: String
    let pendingDays: String
    /// The company's card in HTML.
    let company: String
    let brief: PageBrief
    let hasCharts: Bool
    let charts: [Picture]
    let walk: PageWalk
    let fair: PageFair
    let teamMetrics: [String]
    let hasTeams: Bool
    let teams: [TeamRow]
    /// How many of the teams' verdicts luck alone would give; nil for few of them.
    let teamLuck: String?
    let hasCSMs: Bool
    let pages: [Page]
    /// The cards of the pools in HTML.
    let pools: String
    let audit: PageAudit
    let trends: [PageTrends]
    /// In how many of the trends luck alone makes something stand out; nil without any.
    let trendLuck: String?
    let hasIssues: Bool
    let issues: [PageIssue]
    let feeds: [PageFeed]
    let hasMissing: Bool
    let missing: [PageFeed]
    let policy: [PageConstant]
    let hasRebases: Bool
    let rebases: [String]
    let policyDigest: String
    let dataDigest: String
}

extension ReviewPage {
    static let teamMetrics: [RateMetric] = [
        .logoRenewalRate, .netRenewalRate, .netRevenueRetention, .nps,
    ]

    /// The words of a review whose CSMs have their cards on these pages.
    init(
        _ review: MonthlyReview, brief: Brief, charts shown: [DescribedChart],
        teamPages: [TeamPage], style: String
    ) {
        self.style = style
        month = review.frame.title
        asOf = review.frame.asOf.words
        publication = review.publication.sentence
        window = "\(review.frame.windowStart.words) to \(review.frame.asOf.words)"
        windowMonths = numberText(review.frame.windowMonths)
        minimum = numberText(review.policy.minimumCount)
        moneyMinimum = numberText(review.policy.moneyVerdictCount)
        answerMinimum = numberText(review.policy.npsVerdictCount)
        pendingDays = numberText(review.policy.overdueDays)
        company =
            PageCard(
                review.scoreboard.company, anchor: "company", name: "The company", in: review
            ).plainHTML
        let links = PageLinks(teamPages)
        self.brief = PageBrief(brief, of: review) { evidence in
            switch evidence {
            case .card(let csm): links[.csm(csm)]
            case .team(let name): links[.team(name)]
            case .company: "#company"
            case .trends: "#trends"
            case .audit: "#overrides"
            case .signals, .restatements: nil
            case .data: "#data"
            }
        }
        // Empty pictures would push the list of feeds to import down the page.
        charts =
            review.attributed.portfolio.accounts.isEmpty
            ? [] : shown.map(Picture.init)
        hasCharts = !charts.isEmpty
        walk = PageWalk(review)
        fair = PageFair(review, links: links)
        teamMetrics = Self.teamMetrics.map(\.title)
        teams = review.scoreboard.teams.map { TeamRow($0, address: links[$0.scope]) }
        hasTeams = !teams.isEmpty
        teamLuck = verdictsByLuck(
            review.scoreboard.teams, metrics: { _ in Self.teamMetrics }, policy: review.policy)
        pages = teamPages.map { page in
            Page(
                pageFile: page.file, pageName: page.name,
                pageCount: counted(page.members.count, "CSM"))
        }
        hasCSMs = !pages.isEmpty
        pools = [
            (review.scoreboard.transition, "transition", "Transition"),
            (review.scoreboard.unassigned, "unassigned", "Unassigned"),
        ].map { card, anchor, name in
            PoolCard(
                card, anchor: anchor, name: name, currency: review.policy.reportingCurrency
            ).html
        }.joined()
        audit = PageAudit(review)
        trends = review.pageTrends
        trendLuck = trends.luck
        issues = review.issues.map(PageIssue.init)
        hasIssues = !issues.isEmpty
        feeds = review.feeds.map(PageFeed.init)
        missing = review.missingFeeds
        hasMissing = !missing.isEmpty
        policy = review.policy.pageConstants
        rebases = review.policy.rebases.map { rebase in
            "\(rebase.metric)\(rebase.team.map { ", team \($0)" } ?? "") from "
                + "\(rebase.from.name): \(rebase.reason)"
        }
        hasRebases = !rebases.isEmpty
        policyDigest = review.policyDigest
        dataDigest = review.dataDigest
    }
}

extension ReviewPage.Picture {
    fileprivate init(_ described: DescribedChart) {
        self.init(
            chartTitle: described.chart.text.title, alt: described.altText,
            width: ChartSize.reference.width, height: ChartSize.reference.height)
    }
}

extension ReviewPage.TeamRow {
    init(_ card: Scorecard, address: String?) {
        teamAddress = address
        teamName = if case .team(let name) = card.scope { name } else { "" }
        teamSentence = unbroken(card.sentence)
        cells = ReviewPage.teamMetrics.map { metric in
            let rate = card.metrics[keyPath: metric.path]
            // Without a value, the first line already says that it cannot be told.
            return Cell(
                cellValue: unbroken(rate.valueText(as: metric)),
                range: rate.rangeText(as: metric).map(unbroken),
                cellVerdict: rate.estimate.value == nil
                    ? nil : rate.verdictText(as: metric))
        }
    }
}
