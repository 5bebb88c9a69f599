import Dispatch
import NIOPosix

/// Work that takes long or waits for a disk, on threads of its own: Swift's tasks, which answer
/// requests, share as many threads with Dispatch's concurrent queues as there are processors.
///
/// ```swift
/// let token = try await Work.run { try store.token(id: "tok-1") }
/// ```
package enum Work {
    /// Where work is done.
    package struct Queue: Sendable {
        private enum Kind {
            case threads(NIOThreadPool)
            case serial(DispatchQueue)
        }

        private let kind: Kind

        /// A queue that does one piece of work at a time.
        package init(oneAtATime name: String) { kind = .serial(DispatchQueue(label: name)) }

        private init(threads count: Int) {
            let threads = NIOThreadPool(numberOfThreads: count)
            threads.start()
            kind = .threads(threads)
        }

        /// Some pieces of work at a time: look-ups and answers.
        package static let many = Queue(threads: 8)

        fileprivate func submit(_ work: @escaping @Sendable () -> Void) {
            switch kind {
            case .threads(let threads): threads.submit { _ in work() }
            case .serial(let queue): queue.async(execute: work)
            }
        }
    }

    /// What a piece of work gives.
    package static func blocking<Value: Sendable>(
        on queue: Queue = .many, _ work: @escaping @Sendable () -> Value
    ) async -> Value {
        await withCheckedContinuation { done in queue.submit { done.resume(returning: work()) } }
    }

    /// What a piece of work gives, or throws.
    ///
    /// - Throws: what `work` throws.
    package static func run<Value: Sendable>(
        on queue: Queue = .many, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await blocking(on: queue) { Result { try work() } }.get()
    }
}
