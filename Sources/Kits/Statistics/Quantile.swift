/// A quantile of numbers, of type 7: linear between the numbers, at the position `(n - 1) q`.
///
///     quantile(ofRising: [1, 2, 4], 1, of: 2)  // 2
///
/// The quantile is given as a fraction, so that positions which are whole are whole exactly.
///
/// - Parameters:
///   - rising: the numbers, rising; at least one.
///   - numerator: the upper part of q.
///   - denominator: the lower part of q.
/// - Returns: the quantile.
///
/// Source: Hyndman, R. J. and Fan, Y. (1996), Sample quantiles in statistical packages, American
/// Statistician 50, 361-365.
public func quantile(ofRising rising: [Double], _ numerator: Int, of denominator: Int) -> Double {
    let (place, rest) = ((rising.count - 1) * numerator).quotientAndRemainder(
        dividingBy: denominator)
    guard rest > 0, rising[place] != rising[place + 1] else { return rising[place] }
    let share = Double(rest) / Double(denominator)
    return rising[place] + share * (rising[place + 1] - rising[place])
}
