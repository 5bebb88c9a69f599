import Access
import Web

/// Writes records to the access log. Records that arrive during a write are written together in the
/// next one. Nothing is shown before it is logged.
actor AccessRecorder {
    private let store: any AccessStore
    private var waiting: [(records: [AccessRecord], done: CheckedContinuation<Void, any Error>)] =
        []
    private var isWriting = false

    init(_ store: any AccessStore) { self.store = store }

    /// Logs records, either all or none.
    ///
    /// - Throws: the store's error if it cannot be written.
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
            let result = await BlockingWork.blocking { [store] in
                Result { try store.record(batch.flatMap(\.records)) }
            }
            for entry in batch { entry.done.resume(with: result) }
        }
        isWriting = false
    }
}
