import ArgumentParser
import Calendar
import Domain
import Formats
import HealthDesk
import Scoring
import Terminal

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: """
            Write overrides.csv, sessions.csv (meaningful touches) and, with --model, health.csv \
            for parallax import.
            """)

    @OptionGroup var options: DayOptions

    @Argument(help: "The folder to write to.")
    var folder: String

    @Option(help: "The first day of the scores, such as 2026-10-01 (default: the day itself).")
    var since: Day?

    func validate() throws {
        if let since, since > options.day {
            throw ValidationError("--since must not be after \(options.day)")
        }
    }

    func run() throws {
        let sources = try options.sources()
        let first = since ?? sources.day
        let scores =
            try sources.models == nil
            ? nil : sources.scores(daysBefore: sources.day - first)
        let export = FactExport(
            portfolio: sources.reading.portfolio, working: sources.reading.working)
        let files = try export.files(scores: scores, on: first...sources.day)
        try makeFolder(folder)
        for (name, table) in files {
            let path = "\(folder)/\(name)"
            try AtomicFile(path: path).write(table.bytes)
            try Terminal.show("Wrote \(counted(table.rows, "row")) to \(path)")
        }
    }
}
