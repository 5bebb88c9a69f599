/// The two-sided p-value of Fisher's exact test of a two-by-two table.
///
/// It is the probability, with both margins fixed, of all tables that are no likelier than the
/// observed one. Tables whose probabilities differ by a relative 1e-7 or less count as equally
/// likely, as in R.
///
/// - Parameter table: the counts. Swapping the arms does not change the result.
/// - Returns: the p-value, in `0...1`; 1 when an arm or an outcome is empty.
/// - Precondition: no count is negative.
/// - Complexity: O(σ), where σ is the standard deviation of the count given the margins.
///
/// Source: the two-sided rule of R's `fisher.test`; Fisher, R. A. (1935), The logic of inductive
/// inference, Journal of the Royal Statistical Society 98, 39-54.
public func fisherExactP(_ table: TwoByTwo) -> Double {
    table.requireCounts()
    return CountDistribution(marginsOf: table).twoSidedP(of: table.treatedEvents)
}
