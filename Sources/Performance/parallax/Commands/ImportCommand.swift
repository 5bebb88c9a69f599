import Calendar
import Formats
import Publishing
import Terminal
public import ArgumentParser
public import Domain
import Intake
import Ledger
import PerformanceService
import Review

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in feeds: whole folders or single files.")

    @OptionGroup var ledger: LedgerOptions

    @Argument(help: "Folders with feeds, or files (.csv or .csv.gz).")
    var paths: [String]

    @Option(help: "The feed of files whose name does not say it.")
    var feed: Feed?

    @Option(
        help: """
            How another system's export is read: a file, or one of \
            \(Mapping.bundledNames.joined(separator: ", ")).
            """)
    var mapping: String?

    @Flag(help: "Take a file only if no row of it is rejected.")
    var strict = false

    @Flag(help: "Report what would happen and change nothing.")
    var dryRun = false

    @Option(help: "Where rejected rows are listed.")
    var rejects = "parallax-rejects.csv"

    @Flag(help: "Print the summary as JSON.")
    var json = false

    func run() throws {
        var options = ImportFeeds.Options(rejectsPath: rejects, scratchFolder: ledger.folder)
        options.feed = feed
        options.mapping = try mapping.map { try Mapping(named: $0) }
        options.isStrict = strict
        let job = ImportFeeds(options, clock: Terminal.now) { progress in
            let percent = progress.done * 100 / max(1, progress.total)
            Terminal.progress("\(progress.file): \(percent) %")
        }
        let store = try ledger.open(creating: true)
        var summary: ImportSummary?
        if dryRun {
            try store.rehearse { summary = try job.run(paths, into: $0) }
        } else {
            summary = try job.run(paths, into: store)
        }
        Terminal.endProgress()
        guard let summary else { return }
        if json {
            try Terminal.print(summary.json(isRehearsal: dryRun).document)
        } else {
            try show(summary)
        }
        throw ExitCode(summary.exitStatus)
    }

    private func show(_ summary: ImportSummary) throws {
        var table = Table(["feed", ">rows", ">new", ">unchanged", ">restated", ">rejected", ""])
        for file in summary.files {
            let counts = [
                file.fates.taken + file.fates.unchanged + file.fates.restated + file.rejected,
                file.fates.taken, file.fates.unchanged, file.fates.restated, file.rejected,
            ]
            table.add(
                [file.feed.rawValue] + counts.map(Terminal.grouped)
                    + [file.isKept ? "" : "not taken: --strict"])
        }
        try Terminal.show(table.text)
        for file in summary.files where !file.unknownColumns.isEmpty {
            try Terminal.show(
                "\(file.name): passed over \(file.unknownColumns.joined(separator: ", "))")
        }
        if !summary.passedOver.isEmpty {
            try Terminal.show("Passed over: \(summary.passedOver.joined(separator: ", "))")
        }
        for refusal in summary.refused { try Terminal.show("Refused: \(refusal.reason)") }
        if let path = summary.rejectsPath {
            try Terminal.show("Rejected rows and reasons: \(path)")
        }
        if dryRun { try Terminal.show("A rehearsal: nothing was changed.") }
    }
}

extension Feed: ExpressibleByArgument {}
