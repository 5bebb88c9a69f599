package import ArgumentParser
import Calendar
package import Domain
import Formats
import Glibc
package import Intake
import Ledger
import Terminal

/// Imports files into a ledger and shows what came of it, for the import command of either program.
package struct ImportIntoLedger {
    private let ledger: String
    private let feeds: [Feed]
    private let otherProgram: String

    /// An import into the ledger of a program.
    ///
    /// - Parameters:
    ///   - ledger: the ledger's file.
    ///   - feeds: the feeds that it holds.
    ///   - otherProgram: the program that reads the files which this one leaves.
    package init(ledger: String, feeds: [Feed], otherProgram: String) {
        self.ledger = ledger
        self.feeds = feeds
        self.otherProgram = otherProgram
    }

    /// Imports files and shows the summary.
    ///
    /// - Parameters:
    ///   - paths: files and folders.
    ///   - options: how to read them.
    ///   - isJSON: whether the summary is for programs.
    /// - Returns: the exit status of the command.
    /// - Throws: `IntakeError` if no file can be used, what the ledger throws, or `OutputError`.
    package func run(
        _ paths: [String], _ options: ImportFeeds.Options, asJSON isJSON: Bool
    ) throws -> ExitCode {
        let job = ImportFeeds(options, clock: Terminal.now) { progress in
            let percent = progress.done * 100 / max(1, progress.total)
            Terminal.progress("\(progress.file): \(percent) %")
        }
        // A dry run leaves no ledger behind where there was none.
        let isScratch = options.isDryRun && access(ledger, F_OK) != 0
        let path = isScratch ? "\(ledger).dry-run-\(getpid())" : ledger
        defer {
            if isScratch { for end in ["", "-wal", "-shm", "-journal"] { unlink(path + end) } }
        }
        let store = try SQLiteLedger(path: path, creating: true, feeds: feeds)
        let summary = try job.run(paths, into: store)
        Terminal.endProgress()
        // A dry run looks at the facts as they stand without the files.
        let suspicions = try store.suspicions(after: summary, today: Terminal.now().day)
        if isJSON {
            try Terminal.print(
                summary.json(isDryRun: options.isDryRun, suspicions: suspicions).document)
        } else {
            try summary.show(
                hasWithdrawn: options.reading.isComplete, otherProgram: otherProgram)
            if options.isDryRun { try Terminal.show("Dry run: nothing was changed.") }
            for suspicion in suspicions {
                try Terminal.show("Please check: \(suspicion.example). \(suspicion.whatToDo)")
            }
            if !options.isDryRun { try Terminal.show("Ledger: \(ledger)") }
        }
        return ExitCode(summary.exitStatus)
    }
}

extension Mapping {
    /// A mapping that ships with the program, or one in a file.
    ///
    /// - Throws: `UnknownMapping` where there is neither, or what reading the file throws.
    package init(onCommandLine name: String) throws {
        do {
            try self.init(named: name)
        } catch let error as FileError {
            guard access(name, F_OK) != 0, !name.contains("/") else { throw error }
            throw UnknownMapping(
                name: name, closest: didYouMean(name, among: Mapping.bundledNames, or: ":"))
        }
    }
}

/// There is no mapping and no file of that name.
package struct UnknownMapping: Error, CustomStringConvertible {
    let name: String
    let closest: String

    package var description: String {
        "there is no mapping '\(name)' and no file of that name\(closest) The mappings are "
            + Mapping.bundledNames.joined(separator: ", ")
    }
}
