/// The order of numbers, sorted once for everything that needs it.
///
///     let order = RankOrder([5, 3, 4])
///     order.positions  // [1, 2, 0]
public struct RankOrder: Sendable, Equatable {
    /// The positions of the numbers, by rising number; those of equal numbers rise.
    public let positions: [Int32]
    /// The numbers, rising.
    public let sorted: [Double]

    /// The order of some numbers.
    ///
    /// - Parameter values: the numbers, none of them NaN.
    /// - Complexity: O(n log n); O(n) where the numbers have few digits.
    public init(_ values: [Double]) {
        let order = Self.sorted(values)
        positions = order.map(\.position)
        sorted = order.map { values[Int($0.position)] }
    }

    /// Calls `body` with the positions of each run of equal numbers, by rising number.
    public func forEachTie(_ body: (ArraySlice<Int32>) -> Void) {
        var start = 0
        while start < positions.count {
            var end = start + 1
            while end < positions.count, sorted[end] == sorted[start] { end += 1 }
            body(positions[start..<end])
            start = end
        }
    }

    /// Whether all numbers are equal; true without any.
    public var isConstant: Bool { sorted.first == sorted.last }

    /// The share of the commonest number, above 0; 0 without any.
    public var shareOfCommonest: Double {
        var most = 0
        forEachTie { most = max(most, $0.count) }
        return positions.isEmpty ? 0 : Double(most) / Double(positions.count)
    }

    private struct Item {
        let key: UInt64
        let position: Int32
    }

    /// From this many numbers on, sorting digit by digit is faster.
    private static let manyNumbers = 256

    /// Sorts by value, then by position.
    private static func sorted(_ values: [Double]) -> [Item] {
        var items = values.indices.map { Item(key: key(values[$0]), position: Int32($0)) }
        guard items.count >= manyNumbers else {
            items.sort { ($0.key, $0.position) < ($1.key, $1.position) }
            return items
        }
        // Least digits first. Each pass keeps the order of equal digits, so positions stay in order.
        // Digits in which no two numbers differ are left out: whole numbers have few others.
        let differing = items.reduce(0) { $0 | ($1.key ^ items[0].key) }
        var other = items
        for shift in stride(from: UInt64(0), to: 64, by: 11)
        where (differing >> shift) & 0x7ff != 0 {
            var next = [Int](repeating: 0, count: 2049)
            for item in items { next[Int((item.key >> shift) & 0x7ff) + 1] += 1 }
            for digit in 1..<2049 { next[digit] += next[digit - 1] }
            for item in items {
                let digit = Int((item.key >> shift) & 0x7ff)
                other[next[digit]] = item
                next[digit] += 1
            }
            swap(&items, &other)
        }
        return items
    }

    /// A number whose order is that of the values. Both zeros are one.
    private static func key(_ value: Double) -> UInt64 {
        let bits = (value == 0 ? 0 : value).bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }
}
