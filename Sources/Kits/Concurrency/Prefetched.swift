import Synchronization

/// A value that another thread computes while the caller goes on.
///
///     let next = Prefetched { try read(month + 1) }
///     use(month)
///     let following = try next.value()
///
/// If no other thread has begun by then, the caller computes it.
package final class Prefetched<Value: Sendable>: Sendable {
    private enum State {
        case waiting(@Sendable () throws -> Value)
        case begun
        case ended(Result<Value, any Error>)
    }

    private let state: Mutex<State>
    private let ended = Gate()

    /// Starts to compute a value.
    package init(
        on threads: Threads = .system, _ compute: @escaping @Sendable () throws -> Value
    ) {
        state = Mutex(.waiting(compute))
        threads.start { [self] in computeIfWaiting() }
    }

    /// Computes the value, unless a thread has begun to.
    private func computeIfWaiting() {
        let compute: (@Sendable () throws -> Value)? = state.withLock { state in
            guard case .waiting(let compute) = state else { return nil }
            state = .begun
            return compute
        }
        guard let compute else { return }
        let result = Result { try compute() }
        state.withLock { $0 = .ended(result) }
        ended.open()
    }

    /// Waits for the value.
    ///
    /// - Throws: the error of the computation.
    package func value() throws -> Value {
        computeIfWaiting()
        ended.wait()
        guard case .ended(let result) = state.withLock({ $0 }) else {
            preconditionFailure("the computation has no result")
        }
        return try result.get()
    }
}
