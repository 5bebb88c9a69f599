import Domain
import Formats

extension FeedStatus {
    /// What of the feed was not imported, as a sentence without a full stop; nil where nothing is
    /// missing: `2 of 12 renewals were not imported`.
    package var notImportedSentence: String? {
        let things = extent.feed.things
        if let file = notImported.refusedFile {
            return "the last file of \(things), \(file), was refused"
        }
        guard notImported.rows > 0 else { return nil }
        let all = numberText(Double(allRows))
        let verb = notImported.rows == 1 ? "was" : "were"
        return "\(numberText(Double(notImported.rows))) of \(all) \(things) \(verb) not imported"
    }
}

extension FeedStatus {
    /// The rows of the feed, the rejected ones among them, by key.
    var allRows: Int { extent.rows + notImported.rows - notImported.restatements }
}

extension MonthlyReview {
    /// What of the feeds was not imported, a sentence a feed.
    package var notImportedSentences: [String] { feeds.compactMap(\.notImportedSentence) }
}

extension Feed {
    /// What its rows are, in words.
    package var things: String {
        switch self {
        case .accounts: "accounts"
        case .csms: "CSMs"
        case .assignments: "assignments"
        case .health: "health rows"
        case .overrides: "overrides"
        case .renewals: "renewals"
        case .arr: "ARR rows"
        case .opportunities: "opportunities"
        case .surveys: "survey answers"
        case .sessions: "sessions"
        case .targets: "targets"
        case .benchmarks: "benchmarks"
        case .fx: "exchange rates"
        }
    }
}
