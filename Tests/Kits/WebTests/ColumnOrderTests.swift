import Synchronization
import Testing
import Web

/// A name that counts how often names are compared.
private struct CountedName: Hashable, Comparable {
    let number: Int
    let comparisons: Counter

    final class Counter: Sendable { let count = Atomic(0) }

    static func == (left: CountedName, right: CountedName) -> Bool {
        left.comparisons.count.add(1, ordering: .relaxed)
        return left.number == right.number
    }

    static func < (left: CountedName, right: CountedName) -> Bool {
        left.comparisons.count.add(1, ordering: .relaxed)
        return left.number < right.number
    }

    func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

@Suite struct ColumnOrderTests {
    @Test func `Known columns come first, all others sorted`() {
        let order = ColumnOrder(known: ["id", "name"], all: ["b", "name", "a"])
        #expect(order.names == ["id", "name", "a", "b"])
        #expect(order.stranger(among: ["a", "id"]) == nil)
        #expect(order.stranger(among: ["z", "a", "x"]) == "x")
    }

    /// Two comparisons for each doubling of the count, and a few for each look-up.
    @Test func `The comparisons grow little faster than the count of columns`() {
        func comparisons(_ count: Int) -> Int {
            let counter = CountedName.Counter()
            let names = (0..<count).map { CountedName(number: $0, comparisons: counter) }
            let order = ColumnOrder(known: Array(names.prefix(8)), all: names)
            #expect(order.stranger(among: names) == nil)
            return counter.count.load(ordering: .relaxed)
        }
        #expect(comparisons(8000) < 20 * comparisons(800))
    }
}
