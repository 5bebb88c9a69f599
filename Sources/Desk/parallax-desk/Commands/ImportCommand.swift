import ArgumentParser
import Domain
import Intake
import IntakeCommands
import Terminal

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

    @Option(help: "The file that lists rejected rows.")
    var rejects = "parallax-desk-rejects.csv"

    @OptionGroup var flags: ImportFlags

    func run() throws {
        var options = try flags.options(
            rejects: rejects, scratch: ledger.folder, form: form, isComplete: complete)
        options.feeds = Feed.desk
        options.feed = try feed.map(Self.feed(named:))
        options.mapping = try mapping.map { try Mapping(onCommandLine: $0) }
        let job = ImportIntoLedger(
            ledger: ledger.file, feeds: Feed.desk, otherProgram: "parallax")
        throw try job.run(paths, options, asJSON: flags.json)
    }

    private static func feed(named name: String) throws -> Feed {
        guard let feed = Feed.desk.feed(named: name) else {
            let names = Feed.desk.map(\.rawValue)
            throw DeskError.unknownFeed(
                name, closest: didYouMean(name, among: names, or: "."), all: names)
        }
        return feed
    }
}
