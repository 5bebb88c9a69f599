import Dispatch
import Synchronization

/// A value that is computed on another core meanwhile.
package final class Prefetched<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let isReady = DispatchSemaphore(value: 0)

    package init(_ compute: @escaping @Sendable () throws -> Value) {
        DispatchQueue.global().async { [self] in
            let computed = Result { try compute() }
            result.withLock { $0 = computed }
            isReady.signal()
        }
    }

    /// Waits for the value; to be asked once.
    package func value() throws -> Value {
        isReady.wait()
        let computed = result.withLock { $0.take() }
        guard let computed else { preconditionFailure("asked twice") }
        return try computed.get()
    }
}

/// Carries a value to another thread; whoever makes one sees to it that only one uses it at a time.
package struct UncheckedSendable<Value>: @unchecked Sendable {
    package let value: Value

    package init(_ value: Value) { self.value = value }
}
