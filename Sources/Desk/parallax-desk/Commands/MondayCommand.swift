import Calendar
import ArgumentParser
import DeskFiles
import Domain
import Formats
import HealthDesk
import Scoring
import Terminal

struct MondayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monday",
        abstract: "Print which accounts changed tier since last Monday, and why.")

    @OptionGroup var options: DayOptions

    @Option(help: "Only the accounts of a team's CSMs.")
    var team: String?

    @OptionGroup var playbooks: PlaybookOptions

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let sources = try options.sources()
        let owners = try team.map { try sources.team($0) }
        let (today, scores) = try sources.workingDay()
        let week = try Monday(
            today, scores: scores, owners: owners, playbooks: playbooks.read())
        let csms = sources.reading.portfolio.csms
        if json { return try Terminal.print(week.json(csms).document) }
        guard !week.changes.isEmpty else {
            return try Terminal.show("No account changed tier since \(week.since).")
        }
        let count = counted(week.changes.count, "account")
        try Terminal.show("\(count) changed tier since \(week.since).")
        for change in week.changes { try Terminal.show("\n" + change.text(csms)) }
    }
}
