public import ArgumentParser
public import Domain
import Intake
import IntakeCommands
import Terminal

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

    @Flag(
        help: """
            Each date of an arr file lists all paying customers: an account that is not listed \
            has ARR 0 from that date.
            """)
    var snapshot = false

    @Option(help: "A policy file; its reporting currency is what $ means.")
    var policy: String?

    @Option(help: "The file that lists rejected rows.")
    var rejects = "parallax-rejects.csv"

    @OptionGroup var flags: ImportFlags

    func run() throws {
        var options = try flags.options(
            rejects: rejects, scratch: ledger.folder, form: form, isComplete: complete)
        options.feed = feed
        options.mapping = try mapping.map { try Mapping(onCommandLine: $0) }
        options.reading.isSnapshot = snapshot
        if let policy {
            options.reportingCurrency = try Policy(yamlFile: policy).reportingCurrency
        }
        let job = ImportIntoLedger(
            ledger: ledger.file, feeds: Feed.performance, otherProgram: "parallax-desk")
        throw try job.run(paths, options, asJSON: flags.json)
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
