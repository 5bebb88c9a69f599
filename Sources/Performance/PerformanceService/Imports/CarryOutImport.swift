import Web
import Calendar
import Domain
import Formats
import Glibc
import Intake

/// Takes in the file of one import, or finds that a process that was killed did.
struct CarryOutImport {
    let store: any FactStore
    let job: ImportJob
    /// Keeps on disk that the import is begun.
    let begin: (ImportRecord.Attempt) throws -> Void
    /// Is told how far it is.
    let progress: @Sendable (ImportFeeds.Progress) -> Void

    /// Times that an import is begun: a file that ends the process is not to do so at every start.
    private static let mostAttempts = 2

    /// Does it.
    ///
    /// - Returns: what became of the import, for its record.
    /// - Throws: why the file is not taken in.
    func outcome() throws -> ImportRecord.Outcome {
        guard let name = job.record.file else { return .failed(detail: ImportJobs.cutOff) }
        let file = job.folder.file(name)
        guard access(file, F_OK) == 0 || errno != ENOENT else {
            // Of a file that is refused the bytes go before the reason is kept.
            return .failed(
                detail: "The file was refused just as the service ended, and the reason is lost: "
                    + "send it again.")
        }
        let order = job.record.order
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
        var summary: ImportSummary?
        if order.isRehearsal {
            try store.rehearse { summary = try work.run([file], into: $0) }
        } else {
            summary = try work.run([file], into: store)
        }
        return summary.map { .done(summary: $0) } ?? .failed(detail: "Nothing was taken in.")
    }

    private var options: ImportFeeds.Options {
        get throws {
            var options = ImportFeeds.Options(
                rejectsPath: job.folder.rejects, scratchFolder: job.folder.path)
            options.feed = job.record.order.feed
            options.isStrict = job.record.order.isStrict
            options.mapping = try job.record.order.mapping.map { try Mapping(named: $0) }
            return options
        }
    }

    /// What the import log says of the file, where a process was killed that had begun to take it
    /// in; nil where the ledger had not come to keep it.
    private func entry(
        of attempt: ImportRecord.Attempt, _ file: String
    ) throws -> LoggedImport? {
        guard !job.record.order.isRehearsal else { return nil }
        let digest = try FileDescriptor.reading(file).contentDigest().hexadecimal
        return try store.importLog(of: job.record.order.feed, after: attempt.revision).first {
            $0.receipt.digest == digest
        }
    }
}
