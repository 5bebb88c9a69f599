import Calendar
package import Domain

/// Finds rows whose stretch of days on an account is taken already: overlapping assignments, and
/// two renewals of one account that fall due on one day.
///
/// What the ledger holds stays; among the rows of a file the one with the larger start, then the
/// larger identifier, gives way.
package struct SpanConflicts {
    /// A stretch of days under the natural key of its row.
    package struct Span {
        package var key: Key
        package var account: Int32
        /// Day numbers, half-open.
        package var start: Int32
        package var end: Int32

        package init(key: Key, account: Int32, start: Int32, end: Int32) {
            self.key = key
            self.account = account
            self.start = start
            self.end = end
        }
    }

    /// A natural key as one text, equal by its bytes.
    package typealias Key = Identifier<Span>

    private var known: [Key: Span] = [:]
    private var incoming: [Key: Span] = [:]

    package init() {}

    /// A row that the ledger holds.
    package mutating func addKnown(_ span: Span) { known[span.key] = span }

    /// A valid row of the file; a later one with the same key stands for the earlier.
    package mutating func addIncoming(_ span: Span) { incoming[span.key] = span }

    /// The keys of the incoming rows that must be rejected.
    package func rejectedKeys() -> Set<Key> {
        let touched = Set(incoming.values.map(\.account))
        var fixed: [Int32: [Span]] = [:]
        for span in known.values where touched.contains(span.account) && incoming[span.key] == nil {
            fixed[span.account, default: []].append(span)
        }
        var rejected: Set<Key> = []
        for (account, spans) in Dictionary(grouping: incoming.values, by: \.account) {
            let ordered = spans.sorted {
                $0.start == $1.start ? $0.key < $1.key : $0.start < $1.start
            }
            var kept = fixed[account] ?? []
            var isSettled = false
            while !isSettled {
                isSettled = true
                var taken = kept.sorted { $0.start < $1.start }
                for span in ordered where !rejected.contains(span.key) {
                    let place = taken.partitioningIndex { $0.start >= span.start }
                    let overlaps =
                        place > 0 && taken[place - 1].end > span.start
                        || place < taken.count && taken[place].start < span.end
                    guard overlaps else {
                        taken.insert(span, at: place)
                        continue
                    }
                    rejected.insert(span.key)
                    if let old = known[span.key] {
                        // Its restatement is refused, so the row stands as it was.
                        kept.append(old)
                        isSettled = false
                        break
                    }
                }
            }
        }
        return rejected
    }
}

extension Array {
    /// The first index whose element satisfies a condition that holds from some element on.
    func partitioningIndex(where condition: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
