import Synchronization

/// A value that is computed when somebody first asks for it, once, and shared by all who ask.
///
///     let earlier = OnDemand { attributed.asOf(attributed.earlierMonth) }
///     use(earlier.value)
package final class OnDemand<Value: Sendable>: Sendable {
    private let compute: @Sendable () -> Value
    private let computed = Mutex<Value?>(nil)

    /// A value not yet computed.
    package init(_ compute: @escaping @Sendable () -> Value) { self.compute = compute }

    /// The value. The first call computes it; calls meanwhile wait.
    package var value: Value {
        computed.withLock { known in
            if let known { return known }
            let value = compute()
            known = value
            return value
        }
    }
}
