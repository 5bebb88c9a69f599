import Calendar
package import Domain

/// Finds assignments that overlap another one of the same account.
///
/// Rows already in the ledger stay. Between two rows of a file, the one with the later start is
/// rejected. (Two that start together share their key, and are both rejected before.)
package struct SpanConflicts {
    /// A span of days and the natural key of its row.
    package struct Span {
        package var key: Key
        package var account: AccountID
        /// The CSM who owns the account.
        package var owner: String
        /// The first day's number. The span is half-open: `end` is the day after the last.
        package var start: Int32
        package var end: Int32

        package init(
            key: Key, account: AccountID, owner: String = "", start: Int32, end: Int32
        ) {
            self.key = key
            self.account = account
            self.owner = owner
            self.start = start
            self.end = end
        }
    }

    /// A natural key as one string, compared by its bytes.
    package typealias Key = Identifier<Span>

    private var known: [Key: Span] = [:]
    private var incoming: [Key: Span] = [:]

    package init() {}

    /// Adds a row that is already in the ledger.
    package mutating func addKnown(_ span: Span) { known[span.key] = span }

    /// Adds a valid row of the file.
    package mutating func addIncoming(_ span: Span) { incoming[span.key] = span }

    /// Returns the file's rows that must be rejected, with a span that each of them overlaps.
    package func rejected() -> [Key: Span] {
        let touched = Set(incoming.values.map(\.account))
        var fixed: [AccountID: [Span]] = [:]
        for span in known.values where touched.contains(span.account) && incoming[span.key] == nil {
            fixed[span.account, default: []].append(span)
        }
        var rejected: [Key: Span] = [:]
        for (account, spans) in Dictionary(grouping: incoming.values, by: \.account) {
            let ordered = spans.filter { $0.start < $0.end }.sorted {
                $0.start == $1.start ? $0.key < $1.key : $0.start < $1.start
            }
            var kept = (fixed[account] ?? []).filter { $0.start < $0.end }
            var isSettled = false
            while !isSettled {
                isSettled = true
                var taken = kept.sorted { $0.start < $1.start }
                for span in ordered where rejected[span.key] == nil {
                    let place = taken.partitioningIndex { $0.start >= span.start }
                    let other =
                        place > 0 && taken[place - 1].end > span.start
                        ? taken[place - 1]
                        : place < taken.count && taken[place].start < span.end
                            ? taken[place] : nil
                    guard let other else {
                        taken.insert(span, at: place)
                        continue
                    }
                    rejected[span.key] = other
                    if let old = known[span.key], old.start < old.end {
                        // The row's restatement is rejected, so the ledger's version stays and
                        // counts as taken.
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
    /// The first index whose element meets the condition, or `count` if none does. Requires that
    /// once an element meets it, all later ones do. O(log n).
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
