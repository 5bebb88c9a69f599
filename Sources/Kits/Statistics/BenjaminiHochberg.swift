/// The p-values of a family, adjusted for the false discovery rate.
///
///     benjaminiHochberg([0.01, 0.04, 0.03])  // [0.03, 0.04, 0.04]
///
///
/// The i-th smallest of m p-values becomes the least `min(1, m p(j) / j)` over all j from i to m.
/// Rejecting those up to a level keeps the false discovery rate up to that level.
///
/// - Parameter p: the p-values of the whole family, each in `0...1`, in any order.
/// - Returns: the adjusted p-values, in the order given; none for an empty family.
/// - Complexity: O(m log m).
///
/// Source: Benjamini, Y. and Hochberg, Y. (1995), Controlling the false discovery rate, Journal of
/// the Royal Statistical Society B 57, 289-300; adjusted as by R's `p.adjust`.
public func benjaminiHochberg(_ p: [Double]) -> [Double] {
    var adjusted = p
    var least = 1.0
    let falling = p.indices.sorted { p[$0] > p[$1] }
    for (position, index) in falling.enumerated() {
        let rank = Double(p.count - position)
        least = min(least, p[index] * (Double(p.count) / rank))
        adjusted[index] = least
    }
    return adjusted
}

/// The adjusted p-values of a family in which some members have none. Those stay nil and do not
/// count in the family.
public func benjaminiHochberg(_ p: [Double?]) -> [Double?] {
    var adjusted = benjaminiHochberg(p.compactMap(\.self))[...]
    return p.map { $0 == nil ? nil : adjusted.removeFirst() }
}
