/// The two-sided exact binomial test: how surprising a count of successes is.
///
///     exactBinomialTest(successes: 7, trials: 10, probability: 0.9)  // 0.070
///
/// The p-value is the probability, under Binomial(n, p), of all outcomes that are no likelier than
/// the observed one. Outcomes whose probabilities differ by a relative 1e-7 or less count as
/// equally likely, so that rounding does not separate the two sides of a symmetric distribution.
///
/// - Parameters:
///   - successes: the observed count, in `0...trials`.
///   - trials: the number n of independent trials, 1 or more.
///   - probability: the probability p of success that is tested, in `0...1`.
/// - Returns: the p-value, in `0...1`; nil when an argument lies outside its range.
/// - Complexity: O(√(n p (1 - p))): about 75 standard deviations of outcomes.
///
/// Source: the two-sided rule of R's `binom.test`; Conover, W. J. (1971), Practical Nonparametric
/// Statistics, 97-104.
public func exactBinomialTest(successes: Int, trials: Int, probability: Double) -> Double? {
    guard trials > 0, (0...trials).contains(successes), (0...1).contains(probability) else {
        return nil
    }
    if probability == 0 { return successes == 0 ? 1 : 0 }
    if probability == 1 { return successes == trials ? 1 : 0 }

    let weights = BinomialWeights(trials: trials, probability: probability)
    let likely = weights.weight(of: successes) * (1 + 1e-7)
    var total = 0.0
    var unlikely = 0.0
    weights.forEach { weight in
        total += weight
        if weight <= likely { unlikely += weight }
    }
    return unlikely / total
}
