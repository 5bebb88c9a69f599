/// The p-values of a family adjusted so that a bound on them bounds the false discovery rate.
///
/// The i-th smallest of m becomes `min(1, m p(j) / j)`, the least over all j from i to m.
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

/// The p-values of a family adjusted as by `benjaminiHochberg`, where some members have none: they
/// are no part of the family and stay nil.
public func benjaminiHochberg(_ p: [Double?]) -> [Double?] {
    var adjusted = benjaminiHochberg(p.compactMap(\.self))[...]
    return p.map { $0 == nil ? nil : adjusted.removeFirst() }
}
