import Dispatch

/// Work that takes long or waits for a disk, away from the threads that answer requests.
enum Work {
    /// Where work is done.
    enum Queue {
        /// Much at a time.
        case many
        /// Pictures, one at a time: a large one takes a hundred megabytes while it is drawn.
        case pictures

        fileprivate var queue: DispatchQueue { self == .many ? Work.many : Work.pictures }
    }

    private static let many = DispatchQueue(label: "work", attributes: .concurrent)
    private static let pictures = DispatchQueue(label: "pictures")

    /// What a piece of work gives.
    static func blocking<Value: Sendable>(
        on queue: Queue = .many, _ work: @escaping @Sendable () -> Value
    ) async -> Value {
        await withCheckedContinuation { done in
            queue.queue.async { done.resume(returning: work()) }
        }
    }

    /// What a piece of work gives, or throws.
    static func run<Value: Sendable>(
        on queue: Queue = .many, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await blocking(on: queue) { Result { try work() } }.get()
    }
}
