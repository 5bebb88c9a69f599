import Calendar
import Domain
import Formats

/// Above which share of its rows that were rejected a feed is never said to be up to date.
private let notableShare = 0.05

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
    /// How far the feed reaches, in a few words.
    package var reachWords: String {
        switch freshness {
        case .missing: "missing"
        case .stale where extent.feed == .renewals: noOutcomeWords
        case .stale: lagDays.map { "ends \(counted($0, "day")) too early" } ?? "ends too early"
        case .fresh: gapWords ?? "up to date"
        }
    }

    /// Why the renewals end too early, whatever is due later.
    private var noOutcomeWords: String {
        latestOutcome.map { "no outcome since \($0.words)" } ?? "no outcome yet"
    }

    /// How much of the feed was rejected, where it is much; nil elsewhere.
    private var gapWords: String? {
        guard Double(notImported.rows) > notableShare * Double(allRows) else { return nil }
        // Rows with an older version are there, though out of date.
        guard notImported.restatements == 0 else { return notImportedSentence }
        return "\(numberText(Double(notImported.rows))) of \(numberText(Double(allRows))) "
            + "\(extent.feed.things) \(notImported.rows == 1 ? "is" : "are") missing"
    }

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
        case .measures: "measures"
        case .milestones: "milestones"
        case .targets: "targets"
        case .benchmarks: "benchmarks"
        case .fx: "exchange rates"
        // The performance side never holds these.
        case .touches, .actions, .contacts, .dueDates, .ratings, .dismissals: "rows"
        }
    }
}
