/// Where the facts of each account start in an array that is sorted by account.
///
/// - Parameters:
///   - owners: the account of each fact, ascending.
///   - accounts: the number of accounts.
/// - Returns: `accounts + 1` positions; the facts of account `a` are those at
///   `result[a]..<result[a + 1]`.
/// - Complexity: O(facts + accounts).
package func accountOffsets(_ owners: some Sequence<Int>, accounts: Int) -> [Int] {
    var offsets = [Int](repeating: 0, count: accounts + 1)
    for account in owners { offsets[account + 1] += 1 }
    for account in 0..<accounts { offsets[account + 1] += offsets[account] }
    return offsets
}

extension Array {
    /// The first position of a range whose element meets a condition that all later ones meet too;
    /// the end of the range where none does.
    ///
    /// - Complexity: O(log n).
    package func firstPosition(in range: Range<Int>, where condition: (Element) -> Bool) -> Int {
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
