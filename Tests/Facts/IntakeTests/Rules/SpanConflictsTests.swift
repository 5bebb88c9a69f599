import Statistics
import Domain
import Intake
import TestSupport
import Testing

struct SpanConflictsTests {
    private typealias Span = SpanConflicts.Span

    private func rejected(known: [Span], incoming: [Span]) -> [String] {
        var conflicts = SpanConflicts()
        for span in known { conflicts.addKnown(span) }
        for span in incoming { conflicts.addIncoming(span) }
        return conflicts.rejected().keys.map(\.text).sorted()
    }

    private func span(_ key: String, _ start: Int32, _ end: Int32, account: String = "A") -> Span {
        Span(key: .init(key), account: AccountID(account), start: start, end: end)
    }

    @Test func `Of two that overlap the one with the larger start gives way`() {
        #expect(rejected(known: [], incoming: [span("b", 5, 9), span("a", 1, 6)]) == ["b"])
        #expect(rejected(known: [], incoming: [span("a", 1, 5), span("b", 5, 9)]) == [])
        #expect(rejected(known: [], incoming: [span("a", 1, .max), span("b", 5, 9)]) == ["b"])
        #expect(
            rejected(known: [], incoming: [span("a", 1, 9), span("b", 1, 9, account: "B")]) == [])
    }

    @Test func `What the ledger holds stays`() {
        #expect(rejected(known: [span("k", 5, 9)], incoming: [span("a", 1, 6)]) == ["a"])
        #expect(rejected(known: [span("k", 5, 9)], incoming: [span("a", 1, 5)]) == [])
    }

    @Test func `A row that restates its own key does not conflict with what it was`() {
        #expect(rejected(known: [span("k", 5, .max)], incoming: [span("k", 5, 8)]) == [])
        #expect(
            rejected(
                known: [span("k", 5, .max)], incoming: [span("k", 5, 8), span("n", 8, .max)]) == [])
    }

    @Test func `A refused restatement leaves its old stretch taken`() {
        // k2 cannot grow into k1's days, so its old days stay and n, which wanted them, gives way.
        let known = [span("k1", 1, 5), span("k2", 6, 20)]
        let incoming = [span("k2", 4, 6), span("n", 10, 12)]
        #expect(rejected(known: known, incoming: incoming) == ["k2", "n"])
    }

    @Test func `Two spellings of one accented key are two rows`() {
        let incoming = [span("caf\u{E9}", 1, 3), span("cafe\u{301}", 5, 7)]
        #expect(rejected(known: [span("z", 5, 6)], incoming: incoming).count == 1)
    }

    @Test(arguments: 0..<400)
    func `The answer is that of a slow search, in any order of the rows`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func randomSpan(_ key: Int) -> Span {
            let start = Int32.random(in: 0...30, using: &random)
            let isOpen = Int.random(in: 0...5, using: &random) == 0
            let end = isOpen ? .max : start + Int32.random(in: 1...9, using: &random)
            let account = Int32.random(in: 1...2, using: &random)
            return Span(
                key: .init("k\(key)"), account: AccountID("A\(account)"), start: start, end: end)
        }
        var known: [Span] = []
        for key in 0..<6 {
            let span = randomSpan(key)
            if !known.contains(where: { overlap($0, span) }) { known.append(span) }
        }
        // A key keeps its start and account, as assignments do; some rows restate the ledger's.
        var incoming: [Span] = known.filter { _ in Bool.random(using: &random) }.map {
            var span = $0
            span.end = span.start + Int32.random(in: 1...12, using: &random)
            return span
        }
        for key in 10..<Int.random(in: 11...18, using: &random) { incoming.append(randomSpan(key)) }
        let expected = slowlyRejected(known: known, incoming: incoming)
        for _ in 0..<5 {
            incoming.shuffle(using: &random)
            known.shuffle(using: &random)
            #expect(rejected(known: known, incoming: incoming) == expected)
        }
    }

    private func overlap(_ left: Span, _ right: Span) -> Bool {
        left.account == right.account && left.start < right.end && right.start < left.end
    }

    /// Takes the rows one by one by start and key into a plain list; starts anew with the old row
    /// fixed whenever a restatement is refused.
    private func slowlyRejected(known: [Span], incoming: [Span]) -> [String] {
        let keys = Set(incoming.map(\.key))
        var fixed = known.filter { !keys.contains($0.key) }
        var refused: Set<SpanConflicts.Key> = []
        search: while true {
            var taken = fixed
            let rows = incoming.sorted { ($0.start, $0.key) < ($1.start, $1.key) }
            for row in rows where !refused.contains(row.key) {
                if taken.contains(where: { overlap($0, row) }) {
                    refused.insert(row.key)
                    if let old = known.first(where: { $0.key == row.key }) {
                        fixed.append(old)
                        continue search
                    }
                } else {
                    taken.append(row)
                }
            }
            return refused.map(\.text).sorted()
        }
    }
}
