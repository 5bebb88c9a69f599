import Access
import Attribution
import Calendar
import Domain
import Formats
import Hummingbird
import Publishing
import Review
import Scorecards
import Templating
import Web

/// A part of a list of CSMs, with links to sort it and to the parts beside it.
struct PeopleList: Sendable {
    /// How many CSMs a part has on a page of their own, and below the metrics of their team.
    static let (alone, belowMetrics) = (50, 20)

    let query: PeopleQuery
    /// The CSMs whom the query asks for, in its order.
    let found: [PortfolioRow]
    let page: Pagination
    /// How many comments there are on the scorecards of the month. Comments are only added, so it
    /// identifies their state.
    let comments: Int
    private let path: String
    private let open: OpenReview
    private let links: PageLinks
    private let hidden: Set<PortfolioColumn>

    /// The CSMs within a reach whom a call asks for.
    ///
    /// - Parameters:
    ///   - reach: whose CSMs may be shown.
    ///   - call: the call, for its query and its viewer.
    ///   - open: the month's review.
    ///   - path: the address of the list.
    ///   - limit: how many CSMs a part has, unless the call asks for another number.
    ///   - hidden: columns that are left out.
    /// - Throws: `Problem` if the query is wrong, or what the store of comments throws.
    init(
        _ reach: Reach, for call: Call, in open: OpenReview, path: String,
        limit: Int = alone, without hidden: Set<PortfolioColumn> = []
    ) async throws {
        let query = try PeopleQuery(call)
        let (store, month) = (call.service.accessStore, open.review.frame.month)
        let (found, comments) = try await BlockingWork.run {
            let counts = try store.commentCounts(onCardsOf: month)
            let rows = open.review.portfolios(
                where: { csm in
                    open.isWithin(reach, csm)
                        && (query.team.isEmpty
                            || open.team(of: csm)?.hasSameBytes(as: query.team) == true)
                }, comments: { counts[$0.id] ?? 0 })
            let csms = open.review.attributed.portfolio.csms
            return (
                rows.matching(query.search, of: csms).sorted(
                    by: query.column, isDescending: query.isDescending),
                counts.values.reduce(0, +)
            )
        }
        self.query = query
        self.found = found
        self.comments = comments
        self.path = path
        self.open = open
        self.hidden = hidden
        links = open.links(for: call.viewer)
        page = try Pagination(
            of: found.count, call, state: open.review.dataDigest, limit: limit)
    }

    /// What the page's content depends on.
    var content: PageContent {
        .stretch(page.range, query: "\(query.text) \(comments) comments")
    }

    /// The table, and what is to say about it, as HTML.
    ///
    /// - Throws: an error if a template is broken.
    func text() throws -> String {
        let count = numberText(Double(found.count))
        let isPart = page.range.count < found.count
        let part =
            isPart ? ", \(page.range.lowerBound + 1) to \(page.range.upperBound) of \(count)" : ""
        let table = PortfolioTable(
            Array(found[page.range]),
            caption: "CSMs\(part): settled renewals of the \(months) up to "
                + open.review.frame.asOf.words + ".",
            without: hidden, links: links, currency: open.review.policy.reportingCurrency
        ) { query.sortLink($0, path: path) }
        return try serviceTemplates.text(
            "people",
            [
                "table": found.isEmpty ? "" : table.html, "isEmpty": found.isEmpty,
                "isNarrowed": query.isNarrowed, "all": path,
                "luck": open.review.booksByLuck(found.map(\.card.scope)) ?? "",
                "hasParts": isPart, "hasPrevious": page.preceding != nil,
                "previous": address(page.preceding), "hasNext": page.following != nil,
                "next": address(page.following),
            ])
    }

    private var months: String { monthsWords(open.review.frame.windowMonths) }

    private func address(_ part: String?) -> String { "\(path)?\(part ?? "")&\(query.text)" }
}
