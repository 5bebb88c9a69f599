import Dispatch
import Synchronization

/// Runs jobs side by side; those named first begin first.
///
/// - Throws: what one of the failing jobs throws, when all have ended.
func inParallel(_ jobs: [@Sendable () throws -> Void]) throws {
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: jobs.count) { job in
        do { try jobs[job]() } catch { failure.withLock { $0 = $0 ?? error } }
    }
    if let error = failure.withLock({ $0 }) { throw error }
}
