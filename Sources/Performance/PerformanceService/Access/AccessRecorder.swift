import Access
import Web

/// Writes records into the access log: those that come while one write is under way go together
/// with the next. Nobody is shown anything before it is logged.
actor AccessRecorder {
    private let store: any AccessStore
    private var waiting: [(records: [AccessRecord], done: CheckedContinuation<Void, any Error>)] =
        []
    private var isWriting = false

    init(_ store: any AccessStore) { self.store = store }

    /// Logs records, all or none.
    ///
    /// - Throws: what the store throws when it cannot be written.
    func record(_ records: [AccessRecord]) async throws {
        guard !records.isEmpty else { return }
        try await withCheckedThrowingContinuation { done in
            waiting.append((records, done))
            if !isWriting { Task { await write() } }
            isWriting = true
        }
    }

    private func write() async {
        while !waiting.isEmpty {
            let batch = waiting
            waiting = []
            let result = await Work.blocking { [store] in
                Result { try store.record(batch.flatMap(\.records)) }
            }
            for entry in batch { entry.done.resume(with: result) }
        }
        isWriting = false
    }
}
