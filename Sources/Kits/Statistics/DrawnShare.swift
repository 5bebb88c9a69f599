/// A share of few trials, drawn to that of a larger group as though by `weight` more trials like
/// it: `(x + weight × parent) / (n + weight)`.
///
/// - Parameters:
///   - successes: the number x.
///   - trials: the number n, 0 or more; without any the share is the group's.
///   - parent: the share of the larger group, in `0...1`.
///   - weight: how many trials the group's share counts for, above 0.
/// - Returns: the share, in `0...1`; strictly inside where the group's is.
public func drawnShare(
    _ successes: Int, of trials: Int, parent: Double, weight: Double
) -> Double {
    (Double(successes) + weight * parent) / (Double(trials) + weight)
}
