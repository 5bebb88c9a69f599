import ArgumentParser
import Domain
import Intake

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in feeds: whole folders or single files.")

    @OptionGroup var ledger: LedgerOptions

    @Argument(help: "Folders with feeds, or files (.csv or .csv.gz).")
    var paths: [String]

    @Option(name: .customLong("feed"), help: "The feed of files whose name does not say it.")
    var feed: String?

    @Option(help: "How another system's export is read: a mapping's name or file.")
    var mapping: String?

    @Flag(help: "Take a file only if no row of it is rejected.")
    var strict = false

    @Flag(help: "Report what would happen and change nothing.")
    var dryRun = false

    @Option(help: "Where rejected rows are listed.")
    var rejects = "parallax-rejects.csv"

    func run() throws {
        var options = ImportFeeds.Options(rejectsPath: rejects, scratchFolder: ledger.folder)
        if let feed { options.feed = Feed(rawValue: feed) }
        if let mapping { options.mapping = try Mapping(named: mapping) }
        options.isStrict = strict
        let job = ImportFeeds(options, time: "2026-01-01T00:00:00Z")
        let store = try ledger.open(creating: true)
        let summary = try job.run(paths, into: store)
        for file in summary.files { print(file) }
        print(summary.refused, summary.passedOver)
        throw ExitCode(summary.exitStatus)
    }
}
