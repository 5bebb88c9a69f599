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
        commandName: "doctor", abstract: "Say what is wrong with the data and what to do.")

    @OptionGroup var options: MonthOptions

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let review = try options.review()
        if json {
            Terminal.print(review.qualityJSON())
            return
        }
        var feeds = Table(["feed", ">rows", "first", "last", "status"])
        for status in review.feeds {
            feeds.add([
                status.extent.feed.rawValue, Terminal.grouped(status.extent.rows),
                status.extent.first?.description ?? "-", status.extent.last?.description ?? "-",
                status.freshness.rawValue,
            ])
        }
        print("As of \(review.frame.asOf)\n\n\(feeds.text)\n")
        if review.issues.isEmpty { print("Nothing to mend.") }
        for issue in review.issues {
            print("\(issue.severity.rawValue.uppercased())  \(issue.kind): \(issue.count)")
            print("  for example: \(issue.example)")
            print("  to do: \(issue.whatToDo)")
        }
    }
}
