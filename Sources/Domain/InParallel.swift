import Dispatch
import Synchronization

/// Runs jobs side by side; those named first begin first.
///
/// - Throws: what one of the failing jobs throws, when all have ended.
package func inParallel(_ jobs: [@Sendable () throws -> Void]) throws {
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: jobs.count) { job in
        do { try jobs[job]() } catch { failure.withLock { $0 = $0 ?? error } }
    }
    if let error = failure.withLock({ $0 }) { throw error }
}

/// What two jobs give that run side by side.
///
/// - Throws: what one of the failing jobs throws, when both have ended.
package func inParallel<First: Sendable, Second: Sendable>(
    _ first: @escaping @Sendable () throws -> First,
    _ second: @escaping @Sendable () throws -> Second
) throws -> (First, Second) {
    let results = Mutex<(First?, Second?)>((nil, nil))
    try inParallel([
        {
            let value = try first()
            results.withLock { $0.0 = value }
        },
        {
            let value = try second()
            results.withLock { $0.1 = value }
        },
    ])
    guard case (let first?, let second?) = results.withLock({ $0 }) else {
        preconditionFailure("a job ended without a value")
    }
    return (first, second)
}
