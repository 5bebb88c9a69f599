import Concurrency
import Synchronization
import Testing

/// What fails, by the element that failed.
private struct Failure: Error, Equatable { let element: Int }

@Suite struct MapInParallelTests {
    @Test(arguments: [0, 1, 2, 7, 1000])
    func `Results stand in the order of the elements`(count: Int) {
        #expect(mapInParallel(Array(0..<count)) { $0 * $0 } == (0..<count).map { $0 * $0 })
    }

    @Test func `Of several errors the first element's is thrown, when all have ended`() {
        let calls = Atomic(0)
        #expect(throws: Failure(element: 3)) {
            try mapInParallel(Array(0..<50)) { (element: Int) throws(Failure) -> Int in
                calls.wrappingAdd(1, ordering: .relaxed)
                if element % 10 == 3 { throw Failure(element: element) }
                return element
            }
        }
        #expect(calls.load(ordering: .relaxed) == 50)
    }

    @Test func `What runs side by side may itself run side by side`() {
        let sums = mapInParallel(Array(0..<20)) { outer in
            mapInParallel(Array(0..<20)) { inner in
                mapInParallel([0, 1]) { outer * inner + $0 }.reduce(0, +)
            }.reduce(0, +)
        }
        #expect(sums == (0..<20).map { 2 * $0 * 190 + 20 })
    }
}

@Suite struct InParallelTests {
    @Test func `Two jobs give their values in order`() {
        let (number, text) = inParallel({ 7 }, { "seven" })
        #expect(number == 7 && text == "seven")
    }

    @Test func `A job without a value to give has ended all the same`() {
        let (nothing, number) = inParallel({ nil as Int? }, { 1 })
        #expect(nothing == nil && number == 1)
    }

    @Test func `Either error is thrown, of two the first`() {
        #expect(throws: Failure(element: 1)) {
            try inParallel({ throw Failure(element: 1) }, { 2 })
        }
        #expect(throws: Failure(element: 2)) {
            try inParallel({ 1 }, { throw Failure(element: 2) })
        }
        #expect(throws: Failure(element: 1)) {
            try inParallel({ throw Failure(element: 1) }, { throw Failure(element: 2) })
        }
    }

    @Test func `Pairs nest`() {
        let (left, right) = inParallel(
            { inParallel({ 1 }, { 2 }) }, { inParallel({ 3 }, { 4 }) })
        #expect([left.0, left.1, right.0, right.1] == [1, 2, 3, 4])
    }
}

@Suite struct PrefetchedTests {
    @Test func `A value computed meanwhile is waited for, and so is an error`() throws {
        #expect(try Prefetched { 42 }.value() == 42)
        #expect(throws: Failure(element: 9)) {
            _ = try Prefetched<Int> { throw Failure(element: 9) }.value()
        }
    }
}
