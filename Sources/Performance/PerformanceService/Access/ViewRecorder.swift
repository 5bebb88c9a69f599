import Access

/// Writes views into the access log: those that come while one write is under way go together with
/// the next. Nobody is shown anything before it is logged.
actor ViewRecorder {
    private let book: any AccessStore
    private var waiting: [(views: [View], done: CheckedContinuation<Void, any Error>)] = []
    private var isWriting = false

    init(_ book: any AccessStore) { self.book = book }

    /// Logs views, all or none.
    ///
    /// - Throws: what the book throws when it cannot be written.
    func record(_ views: [View]) async throws {
        guard !views.isEmpty else { return }
        try await withCheckedThrowingContinuation { done in
            waiting.append((views, done))
            if !isWriting { Task { await write() } }
            isWriting = true
        }
    }

    private func write() async {
        while !waiting.isEmpty {
            let batch = waiting
            waiting = []
            let result = await Work.blocking { [book] in
                Result { try book.record(batch.flatMap(\.views)) }
            }
            for entry in batch { entry.done.resume(with: result) }
        }
        isWriting = false
    }
}
