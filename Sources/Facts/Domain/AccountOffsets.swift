/// The positions at which the facts of each account start when they are sorted by account.
///
///     let offsets = accountOffsets([0, 0, 2], accounts: 3)  // [0, 2, 2, 3]
///
/// - Parameters:
///   - owners: the account of each fact, in any order.
///   - accounts: the number of accounts.
/// - Returns: `accounts + 1` positions; the facts of account `a` are those at
///   `result[a]..<result[a + 1]`.
/// - Complexity: O(facts + accounts).
@inlinable package func accountOffsets(_ owners: some Sequence<Int>, accounts: Int) -> [Int] {
    var offsets = [Int](repeating: 0, count: accounts + 1)
    for account in owners { offsets[account + 1] += 1 }
    for account in 0..<accounts { offsets[account + 1] += offsets[account] }
    return offsets
}

extension Array {
    /// The elements sorted by key. Elements with equal keys keep their order.
    ///
    /// - Parameters:
    ///   - keys: the largest key plus one.
    ///   - key: the key of an element, from 0.
    /// - Returns: the elements in the order of their keys.
    /// - Complexity: O(count + keys).
    @inlinable package func sortedByCounting(keys: Int, by key: (Element) -> Int) -> [Element] {
        guard let any = first else { return [] }
        var next = accountOffsets(lazy.map(key), accounts: keys)
        var sorted = [Element](repeating: any, count: count)
        for element in self {
            sorted[next[key(element)]] = element
            next[key(element)] += 1
        }
        return sorted
    }

    /// Binary search for the first position whose element meets a condition.
    ///
    /// - Parameters:
    ///   - range: the positions to search. Once an element meets the condition, all later ones
    ///     must.
    ///   - condition: the condition.
    /// - Returns: the position; the end of the range where no element meets it.
    /// - Complexity: O(log n).
    @inlinable package func firstPosition(in range: Range<Int>, where condition: (Element) -> Bool)
        -> Int
    {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = low + (high - low) / 2
            if condition(self[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
