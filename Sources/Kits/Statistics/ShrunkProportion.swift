/// A proportion of few trials, shrunk towards that of a larger group, as if `weight` more trials had
/// come out like the group's: `(x + weight × parent) / (n + weight)`.
///
/// - Parameters:
///   - successes: the number x.
///   - trials: the number n, 0 or more; without trials the result is `parent`.
///   - parent: the proportion of the larger group, in `0...1`.
///   - weight: how many trials the group's proportion counts for, above 0.
/// - Returns: the proportion, in `0...1`; strictly inside where `parent` is.
///
/// Source: the posterior mean of a binomial proportion under a Beta prior of mean `parent` and
/// sample size `weight`; Gelman, A. et al. (2013), Bayesian Data Analysis, 3rd ed., section 2.4.
public func shrunkProportion(
    _ successes: Int, of trials: Int, parent: Double, weight: Double
) -> Double {
    (Double(successes) + weight * parent) / (Double(trials) + weight)
}
