import Calendar
import Formats
import Glibc
import Terminal
import ArgumentParser
import Domain
import Intake
import IntakeCommands
import Ledger

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import feeds: whole folders or single files.")

    @OptionGroup var ledger: DeskLedgerOptions

    @Argument(
        help: "Folders or files: CSV, TSV, XLSX or JSON lines, also compressed with gzip.")
    var paths: [String]

    @Option(
        help: """
            The feed, if file names do not say it: \
            \(Feed.desk.map(\.rawValue).joined(separator: ", ")).
            """)
    var feed: String?

    @Option(help: "How to read another system's export: a mapping file.")
    var mapping: String?

    @OptionGroup(title: "File format (only where it cannot be detected)")
    var form: FormOptions

    @Flag(
        help: """
            The file is the complete feed (health and measures: for the days it spans). Rows that \
            it lacks are withdrawn.
            """)
    var complete = false

    @Flag(help: "Allow a complete file to withdraw more than a fifth of a feed.")
    var withdrawMany = false

    @Flag(help: "Import a file only if none of its rows is rejected.")
    var strict = false

    @Flag(help: "Report what would happen and change nothing.")
    var dryRun = false

    @Option(help: "The file that lists rejected rows.")
    var rejects = "parallax-desk-rejects.csv"

    @Flag(help: "Print the summary as JSON.")
    var json = false

    func run() throws {
        let job = ImportFeeds(try options(), clock: Terminal.now) { progress in
            let percent = progress.done * 100 / max(1, progress.total)
            Terminal.progress("\(progress.file): \(percent) %")
        }
        // A dry run leaves no ledger behind where there was none.
        let isScratch = dryRun && access(ledger.file, F_OK) != 0
        let path = isScratch ? "\(ledger.file).dry-run-\(getpid())" : ledger.file
        defer {
            if isScratch { for end in ["", "-wal", "-shm", "-journal"] { unlink(path + end) } }
        }
        let store = try SQLiteLedger(path: path, creating: true, feeds: Feed.desk)
        var summary: ImportSummary?
        if dryRun {
            try store.dryRun { summary = try job.run(paths, into: $0) }
        } else {
            summary = try job.run(paths, into: store)
        }
        Terminal.endProgress()
        guard let summary else { return }
        // A dry run looks at the facts as they stand without the files.
        let suspicions = try store.suspicions(after: summary, today: Terminal.now().day)
        if json {
            try Terminal.print(
                summary.json(isDryRun: dryRun, suspicions: suspicions).document)
        } else {
            try summary.show(hasWithdrawn: complete, otherProgram: "parallax")
            if dryRun { try Terminal.show("Dry run: nothing was changed.") }
            for suspicion in suspicions {
                try Terminal.show("Please check: \(suspicion.example). \(suspicion.whatToDo)")
            }
            if !dryRun { try Terminal.show("Ledger: \(ledger.file)") }
        }
        throw ExitCode(summary.exitStatus)
    }

    private func options() throws -> ImportFeeds.Options {
        var options = ImportFeeds.Options(rejectsPath: rejects, scratchFolder: ledger.folder)
        options.feeds = Feed.desk
        options.feed = try feed.map(Self.feed(named:))
        options.mapping = try mapping.map(Self.mapping(named:))
        options.isStrict = strict
        options.reading = try form.reading()
        options.reading.isComplete = complete
        options.allowsManyWithdrawals = withdrawMany
        options.isDryRun = dryRun
        return options
    }

    private static func feed(named name: String) throws -> Feed {
        guard let feed = Feed.desk.feed(named: name) else {
            let names = Feed.desk.map(\.rawValue)
            throw DeskError.unknownFeed(
                name, closest: didYouMean(name, among: names, or: "."), all: names)
        }
        return feed
    }

    /// A mapping that ships with the program, or one in a file.
    private static func mapping(named name: String) throws -> Mapping {
        do {
            return try Mapping(named: name)
        } catch let error as FileError {
            guard access(name, F_OK) != 0, !name.contains("/") else { throw error }
            throw DeskError.unknownMapping(
                name, closest: didYouMean(name, among: Mapping.bundledNames, or: ":"))
        }
    }
}
