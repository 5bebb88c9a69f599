import Dispatch

/// Holds threads back until it is opened. It stays open.
package final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    /// A closed gate.
    package init() {}

    /// Waits until the gate is open.
    package func wait() {
        semaphore.wait()
        semaphore.signal()
    }

    /// Opens the gate.
    package func open() { semaphore.signal() }
}
