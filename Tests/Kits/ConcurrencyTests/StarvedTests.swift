import Concurrency
import Synchronization
import Testing

/// Other threads that never start, or start only when everything is over.
private final class Starved: Sendable {
    private let held = Mutex<[@Sendable () -> Void]>([])
    let isPromised: Bool

    init(isPromised: Bool) { self.isPromised = isPromised }

    var threads: Threads {
        Threads { job in
            self.held.withLock { $0.append(job) }
            return self.isPromised
        }
    }

    /// Runs the jobs after all.
    func runLate() { for job in held.withLock({ $0 }) { job() } }
}

@Suite struct StarvedTests {
    @Test(arguments: [false, true])
    func `The calling thread does all the work if no other starts`(isPromised: Bool) throws {
        let starved = Starved(isPromised: isPromised)
        let calls = Atomic(0)
        let doubled = mapInParallel(Array(0..<50), on: starved.threads) { element in
            calls.add(1, ordering: .relaxed)
            return 2 * element
        }
        #expect(doubled == (0..<50).map { 2 * $0 })
        let (one, other) = inParallel({ 1 }, { "other" }, on: starved.threads)
        #expect(one == 1 && other == "other")
        let value = Prefetched(on: starved.threads) {
            calls.add(1, ordering: .relaxed)
            return 7
        }
        #expect(try value.value() == 7)
        #expect(try value.value() == 7)
        starved.runLate()
        let count = calls.load(ordering: .relaxed)
        #expect(count == 51)
    }

    @Test func `A thread that begins late finds only what is left`() {
        let started = Mutex<(@Sendable () -> Void)?>(nil)
        let threads = Threads { job in
            started.withLock { $0 = job }
            return true
        }
        let calls = Atomic(0)
        let results = mapInParallel([0, 1, 2], on: threads) { element in
            // The other thread does the rest while the first element is under way.
            if element == 0 { started.withLock { $0 }?() }
            calls.add(1, ordering: .relaxed)
            return element
        }
        #expect(results == [0, 1, 2])
        let count = calls.load(ordering: .relaxed)
        #expect(count == 3)
    }

    @Test func `The system has threads left, and no more are counted than are asked for`() {
        #expect(Threads.left(upTo: 2) == 2)
        #expect(Threads.left(upTo: 0) == 0)
    }
}
