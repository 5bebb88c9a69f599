import Calendar
import Review
import Domain
import Formats

/// A problem with the data on a page.
struct PageIssue {
    let kind: String
    let weight: String
    let times: String
    let count: Int
    let example: String
    let whatToDo: String

    init(_ issue: DataIssue) {
        let words = issue.kind.split(separator: "_").joined(separator: " ")
        kind = words.withCapitalInitial
        weight =
            switch issue.severity {
            case .high: "a number is wrong or missing"
            case .medium: "may move a number a little"
            case .low: "worth knowing"
            }
        times = numberText(Double(issue.count))
        count = issue.count
        example = issue.example
        whatToDo = issue.whatToDo
    }
}

/// A feed on a page.
struct PageFeed {
    let feed: String
    let rowCount: String
    let reach: String
    let freshness: String
    let notImported: String
    let gives: String

    init(_ status: FeedStatus) {
        let extent = status.extent
        feed = extent.feed.rawValue
        rowCount = numberText(Double(extent.rows))
        reach =
            if let first = extent.first, let last = extent.last {
                "\(first.words) to \(last.words)"
            } else {
                "–"
            }
        freshness = status.reachWords
        notImported = status.notImportedSentence ?? "nothing is missing"
        gives = extent.feed.gives
    }

    init(missing feed: Feed) {
        self.init(
            FeedStatus(
                FeedExtent(feed: feed, rows: 0, first: nil, last: nil), asOf: Day(number: 0),
                policy: Policy()))
    }
}

extension MonthlyReview {
    /// The feeds that would add something to the review, in the order of import.
    var missingFeeds: [PageFeed] {
        let present = Set(feeds.filter { $0.freshness != .missing }.map(\.extent.feed))
        return Feed.performance.filter { !present.contains($0) && !$0.gives.isEmpty }
            .map(PageFeed.init(missing:))
    }
}

extension Feed {
    /// What the feed adds to a review; empty for feeds that a review does not miss.
    fileprivate var gives: String {
        switch self {
        case .accounts: "the customers, which all other feeds refer to"
        case .csms: "the people and their teams, a card each"
        case .assignments: "whose customer is whose, and so whose renewal it is"
        case .health: "the mix of green, amber and red accounts"
        case .renewals: "all renewal rates and their trends"
        case .arr: "revenue retention from day to day, between renewals too"
        case .opportunities: "expansion pipeline and expansion won"
        case .surveys: "NPS and CSAT"
        case .sessions: "sessions held"
        case .targets: "what the numbers are held against"
        case .overrides, .measures, .milestones, .benchmarks, .fx, .touches, .actions, .contacts,
            .dueDates, .ratings, .dismissals:
            ""
        }
    }
}

/// A constant of the policy on a page.
struct PageConstant {
    let constant: String
    let setting: String
}

extension Policy {
    /// Every constant that a review prints.
    var pageConstants: [PageConstant] {
        [PageConstant(constant: "reporting_currency", setting: reportingCurrency)]
            + Policy.constants.map { name, path in
                PageConstant(constant: name, setting: exactText(self[keyPath: path]))
            } + [
                PageConstant(constant: "lapsed_means_churn", setting: "\(lapsedMeansChurn)"),
                PageConstant(
                    constant: "walk_currency", setting: showsCurrencyInWalk ? "on" : "off"),
                PageConstant(constant: "churn_reasons", setting: churnReasons.words),
            ]
    }
}

/// A number with all its digits. Whole numbers have no decimal point.
private func exactText(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
