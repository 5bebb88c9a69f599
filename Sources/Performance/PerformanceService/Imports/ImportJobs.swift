import Web
import Calendar
import Domain
import Formats
import Hummingbird
import Intake
import Logging
import NIOCore
import Synchronization

/// Import jobs: those waiting or running, and the finished ones that are still remembered. Imports
/// run one after the other.
///
/// Each import has a folder with its own record. The record is written before each step:
///
/// - The request is recorded before the caller learns the import's address.
/// - Each attempt is recorded before the ledger is written.
/// - The outcome is recorded before anybody is told.
///
/// So the import's address gives a true answer whenever the process is killed. If that happens
/// after the ledger's commit but before the outcome is recorded, the ledger's import log shows the
/// outcome.
final class ImportJobs: Sendable {
    struct State {
        var known: [ImportID: ImportJob] = [:]
        /// Imports whose folder is being created.
        var opening = 0
        /// The number of the latest import.
        var number = 0
    }

    private let store: any FactStore & Sendable
    let root: String
    private let retention: ImportRetention
    let limits: PreviewLimits
    private let reportingCurrency: String
    let logger: Logger
    let measurements: Measurements
    let state = Mutex(State())
    /// Held while somebody decides about a preview, so that two decisions follow one another.
    let deciding = Mutex(())
    /// The most imports that may be unfinished at once; more could fill the disk.
    private static let mostWaiting = 8
    static let cutOff = "The file did not arrive whole: send it again."

    init(
        _ store: any FactStore & Sendable, _ configuration: ServiceConfiguration,
        reportingCurrency: String, _ measurements: Measurements, _ logger: Logger,
        retention: ImportRetention = ImportRetention()
    ) {
        self.store = store
        self.root = configuration.scratchFolder
        self.retention = retention
        limits = PreviewLimits(bytes: 2 * configuration.largestImport)
        self.reportingCurrency = reportingCurrency
        self.logger = logger
        self.measurements = measurements
        trying("cannot read the imports of before") {
            for id in try ImportFolder.imports(in: root) {
                trying("cannot take up an import of before", id) { try takeUp(id) }
                state.withLock { $0.number = id.number }
            }
        }
        forgetExcess()
    }

    /// Waits until all accepted imports are finished, but at most `seconds` seconds. What is left
    /// is named in the log; the next start takes it up.
    ///
    /// - Throws: `CancellationError`.
    func finish(within seconds: Double) async throws {
        let end = uptime() + seconds
        var left = accepted
        while !left.isEmpty, uptime() < end {
            try await Task.sleep(nanoseconds: 50_000_000)
            left = accepted
        }
        for id in left {
            logger.notice("an import is left for the next start", metadata: ["import": "\(id)"])
        }
    }

    /// The imports whose file has arrived and which are not over.
    private var accepted: [ImportID] {
        state.withLock { $0.known.values.filter { $0.record.file != nil && !$0.isOver } }
            .map(\.id).sorted()
    }

    // MARK: Looking up jobs

    /// The job with this identifier; nil if none is remembered.
    func job(_ id: ImportID) -> ImportJob? {
        state.withLock { $0.known[id] } ?? ofAnotherProcess(id)
    }

    /// The latest jobs of a kind, newest first.
    func latest(
        _ count: Int, before id: ImportID? = nil, where isWanted: (ImportJob) -> Bool
    ) -> [ImportJob] {
        let jobs = state.withLock { Array($0.known.values) }
        return Array(
            jobs.filter { job in id.map { job.id < $0 } ?? true && isWanted(job) }
                .sorted { $0.id > $1.id }.prefix(count))
    }

    /// A job of another process that runs, or ran, on the same ledger.
    private func ofAnotherProcess(_ id: ImportID) -> ImportJob? {
        trying("cannot read an import", id) {
            let folder = ImportFolder(id, in: root)
            guard let record = try folder.record() else { return nil }
            return ImportJob(
                id: id, folder: folder, record: record, rejectsSize: folder.rejectsSize ?? 0)
        } ?? nil
    }

    /// The rejected rows of a finished job, read while they are sent; nil if there are none.
    func rejects(of job: ImportJob) -> ResponseBody? {
        guard job.isOver, job.rejectsSize > 0 else { return nil }
        return trying("cannot read rejected rows", job.id) {
            let file = try FileDescriptor.reading(job.folder.rejects)
            let length = try file.size()
            return ResponseBody(contentLength: length) { writer in
                var offset = 0
                while offset < length {
                    let part = try await BlockingWork.run { [offset] in
                        var bytes = [UInt8](repeating: 0, count: min(1 << 18, length - offset))
                        let count = try file.read(into: &bytes, at: offset)
                        return Array(bytes.prefix(count))
                    }
                    guard !part.isEmpty else { break }
                    offset += part.count
                    try await writer.write(ByteBuffer(bytes: part))
                }
                try await writer.finish(nil)
            }
        }
    }

    // MARK: From request to outcome

    /// Opens a job and creates the folder for its file.
    ///
    /// - Parameters:
    ///   - order: what the sender asks for.
    ///   - preview: what is known of the file, if it is to be confirmed on the import page.
    /// - Returns: the job.
    /// - Throws: `Problem` if too many jobs are waiting or the folder cannot be created.
    func open(_ order: ImportOrder, preview: ImportPreview? = nil) throws -> ImportJob {
        forgetExcess()
        try state.withLock { state in
            if let preview { try limits.check(preview, beside: state.known.values) }
            let waiting = state.known.values.count { !$0.isOver && $0.record.preview == nil }
            guard preview != nil || waiting + state.opening < Self.mostWaiting else {
                throw Problem(
                    .serviceUnavailable,
                    "\(Self.mostWaiting) imports wait already: try again later.",
                    fields: [.retryAfter: "30"])
            }
            state.opening += 1
        }
        defer { state.withLock { $0.opening -= 1 } }
        do {
            let job = try newJob(ImportRecord(order, preview: preview))
            state.withLock { $0.known[job.id] = job }
            return job
        } catch {
            logger.error("cannot keep an import", metadata: ["error": "\(error)"])
            throw Problem.noRoom
        }
    }

    private func newJob(_ record: ImportRecord) throws -> ImportJob {
        while true {
            let number = state.withLock { state in
                state.number += 1
                return state.number
            }
            let id = ImportID(seconds: now().seconds, number: number)
            let folder = ImportFolder(id, in: root)
            // Another process may have created a folder of that name.
            guard try folder.make(), let lock = try folder.lock() else { continue }
            let job = ImportJob(id: id, folder: folder, record: record, lock: lock)
            do {
                try folder.keep(job.record)
            } catch {
                trying("cannot remove an import", id) { try folder.removeAll() }
                throw error
            }
            return job
        }
    }

    /// Records that the file has arrived. From here on a new process can finish the import if this
    /// one stops.
    ///
    /// - Throws: `Problem` if that cannot be recorded; the job has then failed.
    func accept(_ id: ImportID, file: String) throws {
        do {
            try update(id) { $0.file = file }
        } catch {
            logger.error("cannot keep an import", metadata: ["error": "\(error)"])
            close(id, "The file could not be kept: free some space and send it again.")
            throw Problem.noRoom
        }
    }

    /// Ends a job whose file cannot be imported.
    func close(_ id: ImportID, _ detail: String) { _ = end(id, .failed(detail: detail)) }

    /// Imports the file of a job once the jobs before it are finished. Calls `done` at the end.
    func enqueue(
        _ id: ImportID, _ done: @escaping @Sendable (ImportJob.Standing) -> Void = { _ in }
    ) {
        BlockingWork.Queue.imports.submit {
            guard let job = self.state.withLock({ $0.known[id] }) else {
                return done(.failed(Self.cutOff))
            }
            let outcome: ImportRecord.Outcome
            do {
                outcome = try self.carryOut(job)
            } catch {
                outcome = .failed(detail: self.refusal(of: job, error).detail)
            }
            done(self.end(id, outcome))
        }
    }

    /// Imports the file of a job and waits for the result.
    func run(_ id: ImportID) async -> ImportJob.Standing {
        await withCheckedContinuation { ended in
            enqueue(id) { ended.resume(returning: $0) }
        }
    }

    private func refusal(of job: ImportJob, _ error: any Error) -> ImportRefusal {
        let refusal = ImportRefusal(error, feed: job.record.order.feed)
        if refusal.isOfService {
            logger.error(
                "an import failed", metadata: ["import": "\(job.id)", "error": "\(error)"])
        }
        return refusal
    }

    private func carryOut(_ job: ImportJob) throws -> ImportRecord.Outcome {
        let job = try lookedAt(job)
        let work = CarryOutImport(
            store: store, job: job, reportingCurrency: reportingCurrency
        ) { attempt in
            try self.update(job.id) { $0.attempts.append(attempt) }
        } progress: { progress in
            self.state.withLock { $0.known[job.id]?.progress = (progress.done, progress.total) }
        }
        return try work.outcome()
    }

    /// Records the end of a job, and only then makes it visible. The file of a preview is kept.
    private func end(_ id: ImportID, _ outcome: ImportRecord.Outcome) -> ImportJob.Standing {
        guard var job = state.withLock({ $0.known[id] }) else { return .failed(Self.cutOff) }
        job.record.end = ImportRecord.End(time: now().seconds, outcome: outcome)
        let kept = job.record.isPreview ? job.record.file : nil
        switch outcome {
        case .done:
            trying("cannot keep rejected rows", id) {
                job.rejectsSize = try job.folder.syncRejects()
            }
            // Keep the file until the end is recorded. Without that record, the next start needs
            // the file to resume the import.
            trying("cannot keep the end of an import", id) {
                job.keepExamples(outcome)
                try job.folder.keep(job.record)
                try job.folder.tidy(keeping: kept)
            }
        case .failed:
            // The file may have filled the disk. Delete it first, so that there is room for the
            // record.
            trying("cannot remove the file of an import", id) {
                try job.folder.removeRejects()
                try job.folder.tidy(keeping: kept)
            }
            trying("cannot keep the end of an import", id) { try job.folder.keep(job.record) }
        }
        job.lock = nil
        state.withLock { [job] in $0.known[id] = job }
        return job.standing
    }

    /// Changes the record of a job: first on disk, then in memory.
    func update(_ id: ImportID, _ change: (inout ImportRecord) -> Void) throws {
        guard var job = state.withLock({ $0.known[id] }) else { throw UnknownImport(id: id) }
        change(&job.record)
        try job.folder.keep(job.record)
        state.withLock { [job] in $0.known[id]?.record = job.record }
    }

    // MARK: Resuming unfinished jobs, forgetting old ones

    /// Resumes an import that another process left unfinished. A file that arrived completely is
    /// imported, unless the import log shows that it already was.
    private func takeUp(_ id: ImportID) throws {
        let folder = ImportFolder(id, in: root)
        // Another process that is still running finishes its own imports.
        guard let lock = try folder.lock() else { return }
        guard let record = try folder.record() else { return try folder.removeAll() }
        let job = ImportJob(
            id: id, folder: folder, record: record, lock: record.end == nil ? lock : nil,
            rejectsSize: record.end == nil ? 0 : folder.rejectsSize ?? 0)
        state.withLock { $0.known[id] = job }
        try folder.tidy(keeping: job.isOver && !record.isPreview ? nil : record.file)
        guard !job.isOver else { return }
        if record.file == nil { close(id, Self.cutOff) } else { enqueue(id) }
    }

    func forgetExcess() {
        forgetOldPreviews()
        let (whole, rejects) = state.withLock { state in
            let over = state.known.values.filter { $0.isOver && !$0.record.isPreview }
                .sorted { $0.id < $1.id }
            let excess = retention.excess(
                over.map { .init(time: $0.record.end?.time ?? 0, rejectsSize: $0.rejectsSize) },
                at: now().seconds)
            let (whole, rejects) = (excess.whole.map { over[$0] }, excess.rejects.map { over[$0] })
            for job in whole { state.known[job.id] = nil }
            for job in rejects { state.known[job.id]?.rejectsSize = 0 }
            return (whole, rejects)
        }
        for job in whole {
            trying("cannot remove an import", job.id) { try job.folder.removeAll() }
        }
        for job in rejects {
            trying("cannot remove rejected rows", job.id) { try job.folder.removeRejects() }
        }
    }

    /// Does work whose failure must not stop the caller. An error is logged, and nil is returned.
    @discardableResult
    func trying<Value>(
        _ what: String, _ id: ImportID? = nil, _ body: () throws -> Value
    ) -> Value? {
        do {
            return try body()
        } catch {
            var facts: Logger.Metadata = ["error": "\(error)"]
            if let id { facts["import"] = "\(id)" }
            logger.error("\(what)", metadata: facts)
            return nil
        }
    }
}
