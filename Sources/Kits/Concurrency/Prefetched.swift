import Dispatch
import Synchronization

/// A value that another thread computes while the caller goes on.
///
///     let next = Prefetched { try read(month + 1) }
///     use(month)
///     let following = try next.value()
package final class Prefetched<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let isReady = DispatchSemaphore(value: 0)

    /// Starts to compute a value.
    package init(_ compute: @escaping @Sendable () throws -> Value) {
        DispatchQueue.global().async { [self] in
            let computed = Result { try compute() }
            result.withLock { $0 = computed }
            isReady.signal()
        }
    }

    /// Waits for the value.
    ///
    /// - Throws: the error of the computation.
    /// - Precondition: it is called once.
    package func value() throws -> Value {
        isReady.wait()
        let computed = result.withLock { $0.take() }
        guard let computed else { preconditionFailure("the value was taken before") }
        return try computed.get()
    }
}
