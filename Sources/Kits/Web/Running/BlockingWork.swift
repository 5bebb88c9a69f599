import NIOPosix

/// Runs slow or blocking work on separate threads. Swift tasks answer the requests. They share a
/// pool with one thread per processor, so blocking work must not run there.
///
/// ```swift
/// let token = try await BlockingWork.run { try store.token(id: "tok-1") }
/// ```
package enum BlockingWork {
    /// The queue that runs a piece of work. Its threads start with it and stay, so that work never
    /// waits for a thread that the system no longer has.
    package struct Queue: Sendable {
        private let threads: NIOThreadPool

        /// A queue that does up to `count` pieces of work at a time, on threads of its own. Work begins in order.
        package init(threads count: Int) {
            threads = NIOThreadPool(numberOfThreads: count)
            threads.start()
        }

        /// A queue that does up to eight pieces of work at a time: look-ups and answers.
        package static let many = Queue(threads: 8)

        /// The queues that every service uses have threads from here on. Otherwise they start with
        /// their first piece of work.
        package static func start() { _ = (many, bodies) }

        /// Runs a piece of work when its turn comes.
        package func submit(_ work: @escaping @Sendable () -> Void) {
            threads.submit { _ in work() }
        }
    }

    /// Runs work that cannot fail and returns its result.
    package static func blocking<Value: Sendable>(
        on queue: Queue = .many, _ work: @escaping @Sendable () -> Value
    ) async -> Value {
        await withCheckedContinuation { done in queue.submit { done.resume(returning: work()) } }
    }

    /// Runs work and returns its result.
    ///
    /// - Throws: what `work` throws.
    package static func run<Value: Sendable>(
        on queue: Queue = .many, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await blocking(on: queue) { Result { try work() } }.get()
    }
}
