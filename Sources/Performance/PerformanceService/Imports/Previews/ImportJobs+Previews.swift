import HTTPTypes
import Calendar
import Domain
import Hummingbird
import Intake
import Synchronization
import Web

/// Files that wait on the import page. Each is a job that goes through a dry run, until somebody confirms it
/// and it becomes an import under the same identifier: a second confirmation finds no preview.
extension ImportJobs {
    /// The files that wait and that a viewer may see, in the order in which they are best imported.
    func previews(_ isVisible: (ImportPreview) -> Bool) -> [ImportJob] {
        forgetExcess()
        let order = Feed.performance
        return state.withLock { Array($0.known.values) }
            .filter { $0.record.file != nil && $0.record.isPreview }
            .filter { $0.record.preview.map(isVisible) ?? false }
            .sorted { left, right in
                let places = [left, right].map { order.firstIndex(of: $0.record.order.feed) ?? 0 }
                return (places[0], left.id) < (places[1], right.id)
            }
    }

    /// Asks for the file of a preview to be read again. `run` or `enqueue` then reads it.
    ///
    /// - Parameters:
    ///   - id: the preview.
    ///   - order: how to read it.
    /// - Throws: `Problem` if the file does not wait any more, or is being read.
    func lookAgain(_ id: ImportID, _ order: ImportOrder) throws {
        try reopen(id) { record in
            record.order = order
            record.order.isDryRun = true
            record.preview?.isFeedKnown = true
            record.preview?.round += 1
        }
    }

    /// Makes a preview an import, in just the form in which it went through a dry run. `run` or `enqueue` then
    /// imports it.
    ///
    /// - Parameters:
    ///   - id: the preview.
    ///   - round: how many times its settings were changed when the person saw it.
    /// - Throws: `Problem` if the settings were changed since, or the file does not wait any more.
    func confirm(_ id: ImportID, round: Int) throws {
        try reopen(id) { record in
            guard record.preview?.round == round, case .done? = record.end?.outcome else {
                throw Problem(.conflict, "The settings were changed meanwhile: look at it again.")
            }
            record.order.isDryRun = false
        }
    }

    /// Forgets a preview and deletes its file.
    ///
    /// - Throws: `Problem` if the file does not wait any more, or is being read.
    func discard(_ id: ImportID) throws {
        try reopen(id) { _ in }
        guard let job = state.withLock({ $0.known.removeValue(forKey: id) }) else { return }
        trying("cannot remove an import", id) { try job.folder.removeAll() }
    }

    /// Forgets previews whose files did not all arrive.
    func abandon(_ ids: [ImportID]) {
        for id in ids {
            guard let job = state.withLock({ $0.known.removeValue(forKey: id) }) else { continue }
            trying("cannot remove an import", id) { try job.folder.removeAll() }
        }
    }

    /// Begins a preview once more.
    private func reopen(_ id: ImportID, _ change: (inout ImportRecord) throws -> Void) throws {
        try deciding.withLock { _ in
            guard let known = job(id) else { throw Problem.notFound("That file is gone.") }
            // Another process on the same ledger may have decided about it.
            guard known.isOver, let lock = try known.folder.lock() else {
                throw Problem(.conflict, "The file is just being read: wait until that is done.")
            }
            guard var record = try known.folder.record(), record.end != nil, record.isPreview else {
                throw Problem(.conflict, "The file does not wait any more.")
            }
            try change(&record)
            record.end = nil
            record.attempts = []
            try known.folder.keep(record)
            let job = ImportJob(id: id, folder: known.folder, record: record, lock: lock)
            state.withLock { $0.known[id] = job }
        }
    }

    /// A job whose file was looked at, if it is a preview; the job itself if not.
    func lookedAt(_ job: ImportJob) throws -> ImportJob {
        guard job.record.isPreview, let name = job.record.file else { return job }
        guard job.record.preview?.isFeedKnown ?? true else { throw UnknownFeed() }
        let (look, order) = try LookAtFile(
            path: job.folder.file(name), folder: job.folder, order: job.record.order
        ).look()
        try update(job.id) { record in
            record.order = order
            record.preview?.look = look
        }
        return self.job(job.id) ?? job
    }

    /// Forgets previews that nobody has confirmed in time.
    func forgetOldPreviews() {
        let now = now().seconds
        let old = state.withLock { state in
            let old = state.known.values.filter { job in
                job.record.isPreview
                    && job.record.end.map { now - $0.time > limits.seconds } ?? false
            }
            for job in old { state.known[job.id] = nil }
            return old
        }
        for job in old {
            trying("cannot remove an import", job.id) { try job.folder.removeAll() }
        }
    }
}

extension ImportJob {
    /// Keeps some of the rejected rows of a preview for its page.
    mutating func keepExamples(_ outcome: ImportRecord.Outcome) {
        guard record.isPreview, case .done(let summary) = outcome, rejectsSize > 0 else { return }
        do {
            record.preview?.look?.examples = try RejectExamples.read(
                folder.rejects, of: summary.files.flatMap(\.reasons), most: 3)
        } catch {
            // The page then counts the reasons without examples; the list itself can be downloaded.
            record.preview?.look?.examples = []
        }
    }
}

/// Nothing tells which feed a file holds.
struct UnknownFeed: Error {}
