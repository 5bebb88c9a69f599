import Synchronization

/// Runs asynchronous work and waits for it on the calling thread, which must not be one of Swift's
/// tasks.
///
///     try waiting { try await application.runService() }
///
/// - Throws: what the work throws.
package func waiting(_ work: @escaping @Sendable () async throws -> Void) throws {
    let result = Mutex<Result<Void, any Error>?>(nil)
    let ended = Gate()
    Task {
        do {
            try await work()
            result.withLock { $0 = .success(()) }
        } catch {
            result.withLock { $0 = .failure(error) }
        }
        ended.open()
    }
    ended.wait()
    guard let result = result.withLock({ $0 }) else {
        preconditionFailure("the work ended without a result")
    }
    try result.get()
}
