import Glibc
import HTTPTypes
import Synchronization
import Testing
import Web

@Suite struct SharedWorkTests {
    /// Work that waits until it is let go, and counts its beginnings.
    private final class Held: Sendable {
        private let state = Mutex((isOpen: false, begun: [Int]()))

        var begun: [Int] { state.withLock { $0.begun } }

        func open() { state.withLock { $0.isOpen = true } }

        @Sendable func work(_ number: Int, _ demand: Demand) throws -> Int {
            state.withLock { $0.begun.append(number) }
            while !state.withLock({ $0.isOpen }) {
                try demand.check()
                usleep(1000)
            }
            return number * 10
        }
    }

    private let shared = SharedWork<Int, Int>(
        on: BlockingWork.Queue(threads: 1), mostForCaller: 2, most: 4)

    private func ask(_ number: Int, _ caller: String, _ held: Held) -> Task<Int, any Error> {
        Task { try await shared.value(of: number, for: caller) { try held.work(number, $0) } }
    }

    /// Waits until something holds.
    private func until(_ condition: () async -> Bool) async {
        while !(await condition()) { await Task.yield() }
    }

    @Test func `A result is computed once, whoever asks`() async throws {
        let held = Held()
        let tasks = ["a", "b", "c"].map { ask(1, $0, held) }
        await until { await shared.waiting == 3 }
        held.open()
        for task in tasks { #expect(try await task.value == 10) }
        #expect(held.begun == [1])
    }

    @Test func `What nobody waits for ends, or never begins`() async throws {
        let held = Held()
        let (running, queued, wanted) = (ask(1, "a", held), ask(2, "a", held), ask(3, "b", held))
        await until { await shared.waiting == 3 && held.begun.count == 1 }
        let first = try #require(held.begun.first)
        running.cancel()
        queued.cancel()
        await until { await shared.waiting == 1 }
        held.open()
        #expect(try await wanted.value == 30)
        await #expect(throws: CancellationError.self) { try await running.value }
        await #expect(throws: CancellationError.self) { try await queued.value }
        #expect(Set(held.begun).subtracting([first]).isSubset(of: [3]))
    }

    @Test func `A caller is refused a third result, another caller is not`() async throws {
        let held = Held()
        let tasks = [ask(1, "a", held), ask(2, "a", held)]
        await until { await shared.waiting == 2 }
        let refused = await #expect(throws: Problem.self) {
            try await shared.value(of: 3, for: "a") { try held.work(3, $0) }
        }
        #expect(refused?.status.code == 503)
        #expect(refused?.fields[.retryAfter].flatMap { Int($0) } ?? 0 > 0)
        // The one that is known already costs nothing more.
        let again = ask(1, "a", held)
        let other = ask(3, "b", held)
        await until { await shared.waiting == 4 }
        let full = ask(4, "c", held)
        await until { await shared.waiting == 5 }
        await #expect(throws: Problem.self) {
            try await shared.value(of: 5, for: "d") { try held.work(5, $0) }
        }
        held.open()
        for task in tasks + [again, other, full] { _ = try await task.value }
    }

    @Test func `An error reaches everybody who waits, and the next one tries anew`() async throws {
        struct Fault: Error {}
        await #expect(throws: Fault.self) {
            try await shared.value(of: 1, for: "a") { _ in throw Fault() }
        }
        #expect(try await shared.value(of: 1, for: "a") { _ in 7 } == 7)
    }
}
