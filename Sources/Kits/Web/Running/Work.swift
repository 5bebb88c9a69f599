import Dispatch
import NIOPosix

/// Runs slow or blocking work on separate threads. Swift tasks answer the requests. They share a
/// pool with Dispatch's concurrent queues, with one thread per processor, so blocking work must not
/// run there.
///
/// ```swift
/// let token = try await Work.run { try store.token(id: "tok-1") }
/// ```
package enum Work {
    /// The queue that runs a piece of work.
    package struct Queue: Sendable {
        private enum Kind {
            case threads(NIOThreadPool)
            case serial(DispatchQueue)
        }

        private let kind: Kind

        /// A queue that does one piece of work at a time.
        package init(oneAtATime name: String) { kind = .serial(DispatchQueue(label: name)) }

        /// A queue that does up to `count` pieces of work at a time, on threads of its own.
        package init(threads count: Int) {
            let threads = NIOThreadPool(numberOfThreads: count)
            threads.start()
            kind = .threads(threads)
        }

        /// A queue that does up to eight pieces of work at a time: look-ups and answers.
        package static let many = Queue(threads: 8)

        fileprivate func submit(_ work: @escaping @Sendable () -> Void) {
            switch kind {
            case .threads(let threads): threads.submit { _ in work() }
            case .serial(let queue): queue.async(execute: work)
            }
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
