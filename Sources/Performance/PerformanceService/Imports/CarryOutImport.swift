import Web
import Calendar
import Domain
import Formats
import Glibc
import Intake

/// Imports the file of one job. If a process was killed during the import, it first checks whether
/// that process had already imported the file.
struct CarryOutImport {
    let store: any FactStore
    let job: ImportJob
    /// The reporting currency, for which `$` stands if it is a dollar.
    let reportingCurrency: String
    /// Records on disk that the import has begun.
    let begin: (ImportRecord.Attempt) throws -> Void
    /// Called with the progress of the import.
    let progress: @Sendable (ImportFeeds.Progress) -> Void

    /// The most attempts at one import, so that a file that crashes the process does not crash it
    /// at every start.
    private static let mostAttempts = 2

    /// Runs the import.
    ///
    /// - Returns: the outcome, for the import's record.
    /// - Throws: the reason if the file is not imported.
    func outcome() throws -> ImportRecord.Outcome {
        guard let name = job.record.file else { return .failed(detail: ImportJobs.cutOff) }
        let file = job.folder.file(name)
        guard access(file, F_OK) == 0 || errno != ENOENT else {
            // When a file is refused, its bytes are deleted before the reason is recorded.
            return .failed(
                detail: "The file was refused just as the service ended, and the reason is lost: "
                    + "send it again.")
        }
        let attempt = ImportRecord.Attempt(revision: try store.revision())
        let work = ImportFeeds(try options, clock: now, progress: progress)
        if let last = job.record.attempts.last {
            if let entry = try entry(of: last, file) {
                return .done(summary: try work.summary(of: file, logged: entry))
            }
            guard job.record.attempts.count < Self.mostAttempts else {
                return .failed(
                    detail: "The service ended \(Self.mostAttempts) times while it took this file "
                        + "in. Nothing of it is kept; the log says more.")
            }
        }
        try job.folder.removeRejects()
        try begin(attempt)
        return .done(summary: try work.run([file], into: store))
    }

    private var options: ImportFeeds.Options {
        get throws {
            let order = job.record.order
            var options = ImportFeeds.Options(
                rejectsPath: job.folder.rejects, scratchFolder: job.folder.path)
            options.feed = order.feed
            options.isStrict = order.isStrict
            options.isDryRun = order.isDryRun
            options.allowsManyWithdrawals = order.allowsManyWithdrawals
            options.reportingCurrency = reportingCurrency
            options.reading = try order.readingOptions()
            options.mapping = try order.readMapping()
            return options
        }
    }

    /// The import log's entry for the file, if the process that made this attempt was killed after
    /// its import was committed; nil if the ledger has no such entry.
    private func entry(
        of attempt: ImportRecord.Attempt, _ file: String
    ) throws -> LoggedImport? {
        guard !job.record.order.isDryRun else { return nil }
        let digest = try FileDescriptor.reading(file).contentDigest().hexadecimal
        return try store.importLog(of: job.record.order.feed, after: attempt.revision).first {
            $0.receipt.digest == digest
        }
    }
}
