import Calendar
import Closing
import Formats
import Publishing
import Terminal

/// The closed months, for people and for programs.
struct ClosingList {
    private let closings: [ClosedMonth]

    init(_ closings: [ClosedMonth]) {
        self.closings = closings
    }

    /// A line for each edition, in the order in which they were made.
    var text: String {
        guard !closings.isEmpty else { return "No month is closed." }
        var table = Table(["month", ">edition", "closed at", "by", "note"])
        for closed in closings {
            let despite = closed.content.despiteDisputes.map { "despite disputes: \($0)" }
            table.add([
                closed.month.description, "\(closed.edition)", closed.closed.description,
                closed.content.by,
                [closed.content.note, despite].compactMap(\.self).joined(separator: "; "),
            ])
        }
        return table.text
    }

    /// Everything that a closing keeps, except the review.
    var json: JSON { ["closings": .array(closings.map(\.json))] }
}
