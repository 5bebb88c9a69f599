import Calendar
import Formats
import Attribution
import Publishing
import Terminal
import ArgumentParser
import Domain
import Review
import Scorecards

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "List problems with the data, and what to do about them.")

    @OptionGroup var options: MonthOptions

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let review = try options.reviewOfToday([.history])
        if json {
            try Terminal.print(review.qualityJSON())
            return
        }
        var feeds = Table(["feed", ">rows", ">rejected", "first", "last", "status"])
        for status in review.feeds {
            feeds.add([
                status.extent.feed.rawValue, Terminal.grouped(status.extent.rows),
                Terminal.grouped(status.notImported.rows),
                status.extent.first?.description ?? "-", status.extent.last?.description ?? "-",
                state(of: status),
            ])
        }
        try Terminal.show("As of \(review.frame.asOf)\n\n\(feeds.text)\n")
        if review.issues.isEmpty { try Terminal.show("No problems found.") }
        for issue in review.issues {
            try Terminal.show(
                "\(issue.severity.rawValue.uppercased())  \(issue.kind): \(issue.count)")
            try Terminal.show("  for example: \(issue.example)")
            try Terminal.show("  to do: \(issue.whatToDo)")
        }
    }

    /// Whether a feed reaches far enough. The last renewal may be due long after the last outcome, so
    /// the day of that one is named.
    private func state(of status: FeedStatus) -> String {
        let state = status.freshness.rawValue
        guard status.freshness == .stale, status.extent.feed == .renewals else { return state }
        return state
            + (status.latestOutcome.map { ": no outcome since \($0)" } ?? ": no outcome yet")
    }
}
