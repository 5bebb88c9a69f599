import Calendar
import Formats
import Glibc
import Publishing
import Terminal
public import ArgumentParser
public import Domain
import Intake
import IntakeCommands
import Ledger
import PerformanceService
import Review

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import feeds: whole folders or single files.")

    @OptionGroup var ledger: LedgerOptions

    @Argument(
        help: "Folders or files: CSV, TSV, XLSX or JSON lines, also compressed with gzip.")
    var paths: [String]

    @Option(
        help: "The feed, if file names do not say it: \(words(of: Feed.self)).",
        transform: knownWord(Feed.self))
    var feed: Feed?

    @Option(
        help: """
            How to read another system's export: a mapping file, or one of \
            \(Mapping.bundledNames.joined(separator: ", ")).
            """)
    var mapping: String?

    @OptionGroup(title: "File format (only where it cannot be detected)")
    var form: FormOptions

    @Flag(
        help: """
            The file is the complete feed (health, arr, measures and fx: for the days it spans). \
            Rows that it lacks are withdrawn.
            """)
    var complete = false

    @Flag(help: "Allow a complete file to withdraw more than a fifth of a feed.")
    var withdrawMany = false

    @Flag(
        help: """
            Each date of an arr file lists all paying customers: an account that is not listed \
            has ARR 0 from that date.
            """)
    var snapshot = false

    @Option(help: "A policy file; its reporting currency is what $ means.")
    var policy: String?

    @Flag(help: "Import a file only if none of its rows is rejected.")
    var strict = false

    @Flag(help: "Report what would happen and change nothing.")
    var dryRun = false

    @Option(help: "The file that lists rejected rows.")
    var rejects = "parallax-rejects.csv"

    @Flag(help: "Print the summary as JSON.")
    var json = false

    func run() throws {
        var options = ImportFeeds.Options(rejectsPath: rejects, scratchFolder: ledger.folder)
        options.feed = feed
        options.mapping = try mapping.map { try Self.mapping(named: $0) }
        options.isStrict = strict
        options.reading = try form.reading()
        options.reading.isComplete = complete
        options.reading.isSnapshot = snapshot
        options.allowsManyWithdrawals = withdrawMany
        options.isDryRun = dryRun
        if let policy {
            options.reportingCurrency = try Policy(yamlFile: policy).reportingCurrency
        }
        let job = ImportFeeds(options, clock: Terminal.now) { progress in
            let percent = progress.done * 100 / max(1, progress.total)
            Terminal.progress("\(progress.file): \(percent) %")
        }
        // A dry run leaves no ledger behind where there was none.
        let isScratch = dryRun && access(ledger.file, F_OK) != 0
        let path = isScratch ? "\(ledger.file).dry-run-\(getpid())" : ledger.file
        defer {
            if isScratch { for end in ["", "-wal", "-shm", "-journal"] { unlink(path + end) } }
        }
        let store = try SQLiteLedger(path: path, creating: true)
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
            try summary.show(hasWithdrawn: complete, otherProgram: "parallax-desk")
            if dryRun { try Terminal.show("Dry run: nothing was changed.") }
            for suspicion in suspicions {
                try Terminal.show("Please check: \(suspicion.example). \(suspicion.whatToDo)")
            }
            if !dryRun { try Terminal.show("Ledger: \(ledger.file)") }
        }
        throw ExitCode(summary.exitStatus)
    }

    /// A mapping that ships with the program, or one in a file.
    private static func mapping(named name: String) throws -> Mapping {
        do {
            return try Mapping(named: name)
        } catch let error as FileError {
            guard access(name, F_OK) != 0, !name.contains("/") else { throw error }
            throw CommandError.unknownMapping(
                name, closest: didYouMean(name, among: Mapping.bundledNames, or: ":"))
        }
    }
}

extension Feed: ExpressibleByArgument {
    /// The feeds of this program.
    public static var allValueStrings: [String] { performance.map(\.rawValue) }

    /// Reads the name of a feed of this program.
    public init?(argument: String) {
        guard let feed = Feed.performance.first(where: { $0.rawValue == argument }) else {
            return nil
        }
        self = feed
    }
}
