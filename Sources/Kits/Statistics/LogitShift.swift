import Glibc

/// The log-odds of a probability, `ln(p / (1 - p))`.
///
/// - Parameter probability: above 0 and below 1.
/// - Returns: any number, 0 for one half.
public func logit(_ probability: Double) -> Double {
    log(probability / (1 - probability))
}

/// The probability of log-odds, `1 / (1 + e^-x)`.
///
/// - Parameter logOdds: any number.
/// - Returns: the probability, in `0...1`.
public func expit(_ logOdds: Double) -> Double {
    1 / (1 + exp(-logOdds))
}

/// The one number that, added to all log-odds, makes their probabilities sum to a total: a
/// recalibration that keeps their order and the distances between their logits.
///
/// - Parameters:
///   - logOdds: one a trial, finite.
///   - total: what the probabilities shall sum to, above 0 and below the number of trials.
/// - Returns: the root of `Σ expit(logOdds + shift) = total`, to the precision of doubles; nil when
///   `total` is out of its range, so also without trials.
/// - Complexity: some eight times O(n).
///
/// Source: Cox, D. R. (1958), Two further applications of a model for binary regression, Biometrika
/// 45, 562-565 (recalibration in the large).
public func logitShift(of logOdds: [Double], total: Double) -> Double? {
    guard total > 0, total < Double(logOdds.count) else { return nil }
    let (lowest, highest) = (logOdds.min() ?? 0, logOdds.max() ?? 0)
    let wanted = logit(total / Double(logOdds.count))
    // All trials alike would need just that; the root lies between the two extremes of it.
    var bracket = (low: wanted - highest, high: wanted - lowest)
    var shift = (bracket.low + bracket.high) / 2
    for _ in 0..<100 {
        var excess = -total
        var slope = 0.0
        for x in logOdds {
            let probability = expit(x + shift)
            excess += probability
            slope += probability * (1 - probability)
        }
        if excess > 0 { bracket.high = shift } else { bracket.low = shift }
        let next = shift - excess / slope
        let isInside = next >= bracket.low && next <= bracket.high
        let candidate = isInside ? next : (bracket.low + bracket.high) / 2
        if abs(candidate - shift) <= 1e-15 * max(1, abs(shift)) { return candidate }
        shift = candidate
    }
    return shift
}
