import Access
import Attribution
import Calendar
import Domain
import Formats
import Review
import Scorecards

/// The rows of one feed behind a card, for the page on which the person picks the wrong one.
struct FactList {
    let feed: Feed
    /// What the rows are, as a heading.
    let title: String
    /// Which of them the card counts.
    let note: String
    /// The headings of the cells after the account's.
    let headings: [String]
    let rows: [Row]
    /// How many more there are.
    let more: Int

    /// The most rows of a list, so that the page stays small.
    private static let most = 200

    /// A row.
    struct Row {
        /// Its key, as `Feed.text(ofKey:)` writes it.
        let key: String
        /// The account.
        let account: Account
        /// The row in words: "the renewal of Acme due 3 Sep 2026".
        let words: String
        let cells: [String]
    }

    init(
        _ feed: Feed, _ title: String, _ note: String, _ headings: [String],
        _ rows: some Collection<Row>
    ) {
        self.feed = feed
        self.title = title
        self.note = note
        self.headings = headings
        self.rows = Array(rows.prefix(Self.most))
        more = rows.count - self.rows.count
    }
}

extension FactList {
    /// All rows behind the card of a CSM.
    ///
    /// - Parameters:
    ///   - csm: the CSM.
    ///   - review: the review with the card.
    ///   - sessions: the sessions of the month, by column.
    /// - Returns: a list for each feed.
    static func lists(
        behind csm: CSM, in review: MonthlyReview, sessions: [[String: String]]
    ) -> [FactList] {
        let attributed = review.attributed
        let portfolio = attributed.portfolio
        guard let position = portfolio.csms.firstIndex(where: { $0.id == csm.id }) else {
            return []
        }
        let rows = attributed.rows(behindCardOf: position)
        let made = FactRows(portfolio, currency: review.policy.reportingCurrency)
        let window = "\(attributed.frame.windowStart.words) to \(attributed.frame.asOf.words)"
        return [
            FactList(
                .renewals, "Renewals", "Contracts due from \(window) that count for you.",
                ["Due", "Outcome", "Closed", "ARR before", "ARR after"],
                rows.renewals.map { made.row(portfolio.renewals[$0]) }),
            FactList(
                .assignments, "Ownership", "When an account was yours, from \(window).",
                ["From", "Until"], rows.assignments.map { made.row(portfolio.assignments[$0]) }),
            FactList(
                .arr, "Revenue",
                "ARR of the accounts that were yours at the start or the end of that time.",
                ["From", "ARR"], rows.arr.map { made.row(portfolio.arr[$0]) }),
            FactList(
                .surveys, "Survey answers", "Each respondent’s latest answer from \(window).",
                ["Answered", "Question", "Score"],
                rows.surveys.map { made.row(portfolio.surveys[$0]) }),
            FactList(
                .sessions, "Sessions",
                "Those of \(attributed.frame.month.fullName), as they stand today.",
                ["Held", "Kind"], sessions.compactMap(made.session)),
            FactList(
                .opportunities, "Expansion opportunities", "Created or won from \(window).",
                ["Created", "Stage", "Closed", "Amount"],
                rows.opportunities.map { made.row(portfolio.opportunities[$0]) }),
            FactList(
                .overrides, "Overrides", "Those that you logged from \(window).",
                ["Logged", "Your tier", "Model’s tier", "Reason"],
                rows.overrides.map { made.row(portfolio.overrides[$0]) }),
        ]
    }
}
