import Dispatch

/// Work that takes long or waits for a disk, away from the threads that answer requests.
enum Work {
    private static let queue = DispatchQueue(label: "work", attributes: .concurrent)

    /// What a piece of work gives.
    static func blocking<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { done in
            queue.async { done.resume(returning: work()) }
        }
    }

    /// What a piece of work gives, or throws.
    static func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await blocking { Result { try work() } }.get()
    }
}
