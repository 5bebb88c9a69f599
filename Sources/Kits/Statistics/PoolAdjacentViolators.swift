/// A run of neighbouring points that share one fitted value.
struct PooledBlock {
    /// The x where the block starts.
    let lowestX: Double
    /// The x where the block ends, not below `lowestX`.
    private(set) var highestX: Double
    /// The sum of the y pooled.
    private(set) var sum: Double
    /// How many observations are pooled, 1 or more.
    private(set) var count: Int

    /// The fitted value, in the unit of y.
    var value: Double { sum / Double(count) }

    init(_ point: (x: Double, sum: Double, count: Int)) {
        lowestX = point.x
        highestX = point.x
        sum = point.sum
        count = point.count
    }

    /// Adds the block that follows on the x axis, or another one at the same x.
    mutating func absorb(_ next: PooledBlock) {
        highestX = next.highestX
        sum += next.sum
        count += next.count
    }
}

/// The monotone step function nearest to the points in least squares.
///
/// Points of equal x are averaged first. Neighbours that break the order or have equal values are
/// then pooled into their mean until there are none left. The values of the blocks returned
/// strictly rise (or fall).
///
/// - Parameters:
///   - x: where each point lies, finite.
///   - sums: the sum of the y of the observations at each point, finite, in the order of `x`.
///   - counts: how many observations stand at each point, 1 or more.
///   - increasing: whether the values may only rise with x; else they may only fall.
/// - Returns: the blocks by rising x; none without points. Independent of the points' order.
/// - Precondition: the arrays are equally long.
/// - Complexity: O(n log n), for the sorting.
///
/// Source: Ayer, M., Brunk, H. D., Ewing, G. M., Reid, W. T. and Silverman, E. (1955), An empirical
/// distribution function for sampling with incomplete information, Annals of Mathematical
/// Statistics 26, 641-647.
func pooledAdjacentViolators(
    x: [Double], sums: [Double], counts: [Int], increasing: Bool
) -> [PooledBlock] {
    precondition(x.count == sums.count, "x and y must be pairs")
    // The points are sorted by y too, so that sums at equal x do not depend on their order.
    let points = x.indices.map { (x: x[$0], sum: sums[$0], count: counts[$0]) }
        .sorted { $0 < $1 }

    var blocks: [PooledBlock] = []
    var position = 0
    while position < points.count {
        var block = PooledBlock(points[position])
        position += 1
        while position < points.count, points[position].x == block.lowestX {
            block.absorb(PooledBlock(points[position]))
            position += 1
        }
        blocks.pool(block, increasing: increasing)
    }
    return blocks
}

extension [PooledBlock] {
    /// Adds the next block on the x axis, pooled with those before it whose order it breaks.
    mutating func pool(_ next: PooledBlock, increasing: Bool) {
        var block = next
        var kept = count
        while kept > 0 {
            var last = self[kept - 1]
            // Their values are compared as products, which are faster than quotients.
            let (before, after) = (
                last.sum * Double(block.count), block.sum * Double(last.count)
            )
            guard increasing ? before >= after : before <= after else { break }
            last.absorb(block)
            block = last
            kept -= 1
        }
        if kept < count { removeLast(count - kept) }
        append(block)
    }
}
