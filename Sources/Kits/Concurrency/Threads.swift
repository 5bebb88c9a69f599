import CMalloc
import Glibc
import Synchronization

/// Where jobs find another thread to run on.
///
///     let started = Threads.system.start { print("on another thread") }
///
/// Dispatch is no such place: when the system has no thread left, it waits for one for ever.
package struct Threads: Sendable {
    private let begin: @Sendable (@escaping @Sendable () -> Void) -> Bool

    /// Threads from elsewhere, for tests. `start` returns whether the job will run.
    package init(start: @escaping @Sendable (@escaping @Sendable () -> Void) -> Bool) {
        begin = start
    }

    /// Runs a job on another thread, if there is one.
    ///
    /// - Returns: whether a thread was found. If not, the job is not run.
    @discardableResult
    package func start(_ job: @escaping @Sendable () -> Void) -> Bool { begin(job) }

    /// A new thread of the system for each job. There are at most four threads for each processor
    /// at a time, and one fewer than the system gave at first: the libraries need one now and then.
    package static let system = Threads { job in
        guard running.add(1, ordering: .relaxed).newValue <= most,
            startThread({
                job()
                running.subtract(1, ordering: .relaxed)
            })
        else {
            running.subtract(1, ordering: .relaxed)
            return false
        }
        return true
    }

    /// Lets threads share two heaps, and gives large blocks back to the system when they are freed.
    /// With a heap for each thread, a program that uses many holds half as much memory again. Call it
    /// before other threads start.
    package static func shareHeaps() {
        _ = mallopt(M_ARENA_MAX, 2)
        _ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
    }

    private static let running = Atomic(0)
    private static let most = left(upTo: 4 * processorCount + 1) - 1

    /// The count of processors, at least 1.
    package static let processorCount = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    /// How many threads the system gives now, `most` at most.
    package static func left(upTo most: Int) -> Int {
        let gate = Gate()
        defer { gate.open() }
        return (0..<most).prefix { _ in startThread { gate.wait() } }.count
    }
}

/// Starts a thread that nobody waits for.
///
/// - Returns: false if the system has no thread left, or no memory for one.
private func startThread(_ job: @escaping @Sendable () -> Void) -> Bool {
    final class Job: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    let handed = Unmanaged.passRetained(Job(job))
    var thread = pthread_t()
    let status = pthread_create(
        &thread, nil,
        { pointer in
            if let pointer { Unmanaged<Job>.fromOpaque(pointer).takeRetainedValue().run() }
            return nil
        }, handed.toOpaque())
    guard status == 0 else {
        handed.release()
        return false
    }
    pthread_detach(thread)
    return true
}
