import Dispatch
import NIOPosix

/// Work that takes long or waits for a disk, on threads of its own: Swift's tasks, which answer
/// requests, share as many threads with Dispatch's concurrent queues as there are processors.
enum Work {
    /// Where work is done.
    enum Queue {
        /// Some at a time: look-ups and answers.
        case many
        /// Reviews, one at a time: each uses all processors.
        case reviews
        /// Pictures, one at a time: a large one takes a hundred megabytes while it is drawn.
        case pictures
    }

    private static let many = {
        let threads = NIOThreadPool(numberOfThreads: 8)
        threads.start()
        return threads
    }()
    private static let reviews = DispatchQueue(label: "reviews")
    private static let pictures = DispatchQueue(label: "pictures")

    /// What a piece of work gives.
    static func blocking<Value: Sendable>(
        on queue: Queue = .many, _ work: @escaping @Sendable () -> Value
    ) async -> Value {
        await withCheckedContinuation { done in
            switch queue {
            case .many: many.submit { _ in done.resume(returning: work()) }
            case .reviews: reviews.async { done.resume(returning: work()) }
            case .pictures: pictures.async { done.resume(returning: work()) }
            }
        }
    }

    /// What a piece of work gives, or throws.
    static func run<Value: Sendable>(
        on queue: Queue = .many, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await blocking(on: queue) { Result { try work() } }.get()
    }
}
