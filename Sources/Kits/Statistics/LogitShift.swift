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
///     let shift = logitShift(of: [0.2, 1.5], counts: [3, 1], total: 2)
///
/// - Parameters:
///   - logOdds: those of each group of trials, finite.
///   - counts: how many trials each group has, 0 or more. A group without trials changes nothing.
///   - total: the sum wanted, above 0 and below the number of trials.
/// - Returns: the root of `Σ count expit(logOdds + shift) = total`, to the precision of doubles; nil
///   when `total` is out of its range, and so without trials.
/// - Precondition: `logOdds` and `counts` are equally long.
/// - Complexity: O(groups) for each of about eight steps.
///
/// Source: Cox, D. R. (1958), Two further applications of a model for binary regression, Biometrika
/// 45, 562-565 (recalibration in the large).
public func logitShift(of logOdds: [Double], counts: [Int], total: Double) -> Double? {
    precondition(logOdds.count == counts.count, "each group must have its number of trials")
    let groups = zip(logOdds, counts).filter { $0.1 > 0 }.map { ($0.0, Double($0.1)) }
    let trials = groups.reduce(0) { $0 + $1.1 }
    guard total > 0, total < trials else { return nil }
    let (lowest, highest) = groups.reduce((Double.infinity, -Double.infinity)) {
        (min($0.0, $1.0), max($0.1, $1.0))
    }
    let wanted = logit(total / trials)
    // If all trials had equal log-odds x, the shift would be `wanted - x`: the root lies between
    // the two extremes of that.
    var bracket = (low: wanted - highest, high: wanted - lowest)
    var shift = (bracket.low + bracket.high) / 2
    for _ in 0..<100 {
        var excess = -total
        var slope = 0.0
        for (x, count) in groups {
            let probability = expit(x + shift)
            excess += count * probability
            slope += count * probability * (1 - probability)
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
