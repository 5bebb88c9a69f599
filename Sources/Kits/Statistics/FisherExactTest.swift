/// The two-sided p-value of Fisher's exact test of a two-by-two table.
///
/// The probability, with both margins fixed, of all tables no likelier than the observed one. Tables
/// likelier by no more than a relative 1e-7 count as equally likely, as in R.
///
/// - Parameter table: the counts; their arms may change places.
/// - Returns: the p-value, in `0...1`; 1 when an arm or an outcome is empty.
/// - Precondition: no count is negative.
/// - Complexity: O(σ), σ the standard deviation of a count given the margins.
///
/// Source: the two-sided rule of R's `fisher.test`; Fisher, R. A. (1935), The logic of inductive
/// inference, Journal of the Royal Statistical Society 98, 39-54.
public func fisherExactP(_ table: TwoByTwo) -> Double {
    table.requireCounts()
    return CountDistribution(marginsOf: table).twoSidedP(of: table.treatedEvents)
}
