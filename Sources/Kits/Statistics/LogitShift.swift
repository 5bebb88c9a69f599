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

/// The number that, added to all log-odds, makes their probabilities sum to a total. Such a
/// recalibration keeps the order of the trials and the distances between their logits.
///
///     let shift = logitShift(of: [0.2, 1.5], total: 1)
///
/// - Parameters:
///   - logOdds: those of each trial, finite.
///   - total: the sum wanted, above 0 and below the number of trials.
/// - Returns: the root of `Σ expit(logOdds + shift) = total`, to the precision of doubles; nil when
///   `total` is out of its range, and so without trials.
/// - Complexity: O(n) for each of about eight steps.
///
/// Source: Cox, D. R. (1958), Two further applications of a model for binary regression, Biometrika
/// 45, 562-565 (recalibration in the large).
public func logitShift(of logOdds: [Double], total: Double) -> Double? {
    guard total > 0, total < Double(logOdds.count) else { return nil }
    let (lowest, highest) = (logOdds.min() ?? 0, logOdds.max() ?? 0)
    let wanted = logit(total / Double(logOdds.count))
    // If all trials had equal log-odds x, the shift would be `wanted - x`: the root lies between
    // the two extremes of that.
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
