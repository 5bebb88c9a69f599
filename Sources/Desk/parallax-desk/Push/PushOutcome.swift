import Domain
import Formats
import Terminal

/// What became of the rows of a feed that were to be sent.
struct PushOutcome {
    let feed: Feed
    /// How many there are.
    let rows: Int
    /// Those that were sent before.
    var known = 0
    /// Those that the service took, and those of them that it had with other values, or already.
    var taken = 0
    var restated = 0
    var unchanged = 0
    /// Those that it refused, each with the reason.
    var refused: [(row: String, reason: String)] = []

    init(feed: Feed, rows: Int) {
        self.feed = feed
        self.rows = rows
    }

    /// Adds what became of some rows.
    mutating func add(_ receipt: PushService.Receipt, _ refused: [(row: String, reason: String)]) {
        taken += receipt.new
        restated += receipt.restated
        unchanged += receipt.unchanged
        self.refused += refused
    }

    /// The line of a table.
    var line: [String] {
        [feed.rawValue]
            + [rows, known, taken, unchanged, restated, refused.count].map(Terminal.grouped)
    }

    /// As JSON.
    var json: JSON {
        [
            "feed": .text(feed.rawValue), "rows": .count(rows), "sent_before": .count(known),
            "new": .count(taken), "unchanged": .count(unchanged), "restated": .count(restated),
            "refused": .array(
                refused.map { ["row": .text($0.row), "reason": .text($0.reason)] }),
        ]
    }
}
