import HTTPTypes
import Synchronization

/// Slow results that several callers may want at once. Each is computed once, whoever asks, and no
/// longer than somebody waits for it.
///
/// ```swift
/// let reports = SharedWork<Month, Report>(on: .reports)
/// let report = try await reports.value(of: month, for: "tok-1") { demand in
///     try Report(month) { try demand.check() }
/// }
/// ```
///
/// Results are not kept. One is computed at a time, in the order in which they were asked for. A caller
/// may wait for a few at once and is refused more (503 with Retry-After), so that nobody can fill the
/// queue.
package actor SharedWork<Key: Hashable & Sendable, Value: Sendable> {
    private struct Job {
        let make: @Sendable (Demand) throws -> Value
        let demand = Demand()
        var waiting: [Int: (caller: String, done: CheckedContinuation<Value, any Error>)] = [:]
    }

    private let queue: BlockingWork.Queue
    private let mostForCaller: Int
    private let most: Int
    private var jobs: [Key: Job] = [:]
    /// The keys whose computation has not begun, in order.
    private var order: [Key] = []
    private var isRunning = false
    /// How many calls there were: each has its number.
    private var calls = 0
    /// How long the last computation took, in seconds.
    private var lastDuration = 1.0

    /// - Parameters:
    ///   - queue: where results are computed.
    ///   - mostForCaller: how many results a caller may wait for at once.
    ///   - most: how many results may be waited for at once by all callers.
    package init(on queue: BlockingWork.Queue, mostForCaller: Int = 2, most: Int = 32) {
        self.queue = queue
        self.mostForCaller = mostForCaller
        self.most = most
    }

    /// A result. If it is being computed already, the caller waits for the same one.
    ///
    /// - Parameters:
    ///   - key: tells results apart.
    ///   - caller: who asks. It is what the limit counts by.
    ///   - make: computes the result. It may look at the demand and stop when nobody waits.
    /// - Returns: the result.
    /// - Throws: what `make` throws; `Problem` if the caller, or everybody, waits for too many;
    ///   `CancellationError` if the calling task is cancelled.
    package func value(
        of key: Key, for caller: String, _ make: @escaping @Sendable (Demand) throws -> Value
    ) async throws -> Value {
        let own = jobs.values.count { $0.waiting.values.contains { $0.caller == caller } }
        let isKnown = jobs[key].map { $0.waiting.values.contains { $0.caller == caller } } ?? false
        guard isKnown || own < mostForCaller, jobs[key] != nil || jobs.count < most else {
            let seconds = max(1, Int((lastDuration * Double(order.count + 1)).rounded(.up)))
            throw Problem(
                .serviceUnavailable,
                "Several answers for you are being worked out already: try again in \(seconds) "
                    + "seconds.", fields: [.retryAfter: "\(seconds)"])
        }
        calls += 1
        let number = calls
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { done in
                guard !Task.isCancelled else { return done.resume(throwing: CancellationError()) }
                if jobs[key] == nil {
                    jobs[key] = Job(make: make)
                    order.append(key)
                }
                jobs[key]?.waiting[number] = (caller, done)
                begin()
            }
        } onCancel: {
            Task { await self.leave(key, number) }
        }
    }

    /// How many calls wait for a result.
    package var waiting: Int { jobs.values.reduce(0) { $0 + $1.waiting.count } }

    /// Begins the next computation unless one runs.
    private func begin() {
        guard !isRunning, !order.isEmpty else { return }
        let key = order.removeFirst()
        guard let job = jobs[key] else { return begin() }
        isRunning = true
        Task {
            let start = uptime()
            let result = await BlockingWork.blocking(on: queue) {
                Result { try job.make(job.demand) }
            }
            lastDuration = uptime() - start
            finish(key, job.demand, result)
        }
    }

    private func finish(_ key: Key, _ demand: Demand, _ result: Result<Value, any Error>) {
        isRunning = false
        if let job = jobs[key], job.demand === demand {
            jobs[key] = nil
            for waiter in job.waiting.values { waiter.done.resume(with: result) }
        }
        begin()
    }

    /// Stops waiting. Without anybody else who waits, the result is not computed.
    private func leave(_ key: Key, _ number: Int) {
        guard let waiter = jobs[key]?.waiting.removeValue(forKey: number) else { return }
        waiter.done.resume(throwing: CancellationError())
        guard let job = jobs[key], job.waiting.isEmpty else { return }
        job.demand.end()
        jobs[key] = nil
        order.removeAll { $0 == key }
    }
}

/// Whether somebody still waits for a result.
package final class Demand: Sendable {
    private let hasEnded = Atomic(false)

    /// A result that somebody waits for.
    package init() {}

    /// Throws once nobody waits any more.
    ///
    /// - Throws: `CancellationError`.
    package func check() throws {
        if hasEnded.load(ordering: .relaxed) { throw CancellationError() }
    }

    func end() { hasEnded.store(true, ordering: .relaxed) }
}
