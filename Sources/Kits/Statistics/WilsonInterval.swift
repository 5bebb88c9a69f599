/// Wilson's score interval of a proportion.
///
///     wilsonInterval(proportion: 0.86, n: 185, z: 1.96)  // 0.80 to 0.90
///
/// Its ends are the two roots π of `(p - π)² = z² π (1 - π) / n`. Each is computed as a quotient of
/// sums that cannot cancel. The low end is exactly 0 at p = 0, the high end exactly 1 at p = 1, and
/// both are precise next to those ends:
///
///     low      = p² / (p + z²/2n + z √(p (1 - p) / n + z²/4n²))
///     1 - high = q² / (q + z²/2n + z √(p (1 - p) / n + z²/4n²)),  q = 1 - p
///
/// `n` need not be whole: for a weighted proportion, pass its effective number of observations.
///
/// - Parameters:
///   - proportion: the observed proportion p, in `0...1`.
///   - n: the number of observations, above 0.
///   - z: the standard normal quantile of the confidence wanted (1.96 for two-sided 95 %), above 0.
/// - Returns: the interval, within `0...1` and around `proportion`; nil when an argument lies
///   outside its range, and so for n = 0.
///
/// Source: Wilson, E. B. (1927), Probable inference, the law of succession, and statistical
/// inference, Journal of the American Statistical Association 22, 209-212.
public func wilsonInterval(proportion: Double, n: Double, z: Double) -> Interval? {
    guard (0...1).contains(proportion), n > 0, n.isFinite, z > 0, z.isFinite else { return nil }

    let complement = 1 - proportion
    let shift = z * z / (2 * n)
    let spread = z * (proportion * complement / n + z * z / (4 * n * n)).squareRoot()
    let low = proportion * proportion / (proportion + shift + spread)
    let high = 1 - complement * complement / (complement + shift + spread)
    return Interval(low: low, high: high)
}
