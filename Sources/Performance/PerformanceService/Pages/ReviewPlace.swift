import Access
import Attribution
import Calendar
import Closing
import Domain
import Review
import Web

/// What the frame of a page says about the review that it shows, and where it leads from there.
struct ReviewPlace {
    /// How addresses name the review.
    let address: String
    /// The month, quarter or year in words.
    let title: String
    /// Whether it is of a month.
    let isOfMonth: Bool
    /// Whether the figures are published, in a sentence; nil where there is nothing to say.
    let sentence: String?
    /// Where to read more about that.
    let links: [Layout.Link]
    /// The fiscal quarters and years that can be reviewed, the newest first.
    let periods: [String]

    /// The place of a review for a viewer.
    ///
    /// - Parameters:
    ///   - review: the review.
    ///   - viewer: who looks.
    ///   - section: the page's path after the month.
    ///   - months: the months that can be reviewed, the newest first.
    init(_ review: MonthlyReview, for viewer: Viewer?, section: String, months: [Month]) {
        address = review.address
        title = review.frame.title
        isOfMonth = review.frame.grain == .month
        sentence = review.publication.sentence
        periods = Self.periods(of: months, yearStart: Int(review.policy.fiscalYearStart))
        let month = review.frame.month
        let isConcerned = viewer?.reach(to: .cards) != nil
        var links: [Layout.Link] = []
        switch review.publication {
        case .open, .preview: break
        case .published:
            links.append(
                Layout.Link(address: "/months/\(month)-now\(section)", label: "Today’s figures"))
        case .current:
            links.append(
                Layout.Link(address: "/months/\(month)\(section)", label: "As published"))
        }
        if isConcerned, !links.isEmpty {
            links.append(
                Layout.Link(
                    address: "/months/\(month)/restatements", label: "What was restated since"))
        }
        if isConcerned, isOfMonth {
            links.append(Layout.Link(address: "/months/\(month)/closing", label: "Closing"))
        }
        if case .preview = review.publication, let csm = viewer?.csm {
            links.append(
                Layout.Link(
                    address: "/months/\(month)/csms/\(csm.text.inPath)/dispute",
                    label: "Dispute a fact"))
        }
        // Not where the reader is already.
        self.links = links.filter { $0.address != "/months/\(review.address)\(section)" }
    }

    /// The names of the last eight quarters and three years that ended with a month that can be
    /// reviewed.
    private static func periods(of months: [Month], yearStart: Int) -> [String] {
        guard let newest = months.first else { return [] }
        let quarter = FiscalQuarter.last(endedBy: newest, yearStart: yearStart)
        let year = FiscalYear.last(endedBy: newest, yearStart: yearStart)
        let quarters = (0..<8).map { quarter + -$0 }.filter { months.contains($0.lastMonth) }
        let years = (0..<3).map { year + -$0 }.filter { months.contains($0.lastMonth) }
        return quarters.map(\.description) + years.map(\.description)
    }
}
