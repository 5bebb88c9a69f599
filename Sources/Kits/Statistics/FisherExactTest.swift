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

/// A side of Fisher's exact test.
public enum FisherSide: Sendable {
    /// As few events of the treated as there are, or fewer.
    case fewer
    /// As many events of the treated as there are, or more.
    case more
}

/// The one-sided p-value of Fisher's exact test of a two-by-two table: the probability, with both
/// margins fixed, of as many events of the treated as there are, or of more (fewer) of them.
///
/// - Parameters:
///   - table: the counts.
///   - side: whether more or fewer events count.
/// - Returns: the p-value, in `0...1`; 1 when an arm or an outcome is empty.
/// - Precondition: no count is negative.
/// - Complexity: O(σ), where σ is the standard deviation of the count given the margins.
///
/// Source: R's `fisher.test` with `alternative = "greater"` and `"less"`.
public func fisherExactP(_ table: TwoByTwo, side: FisherSide) -> Double {
    table.requireCounts()
    let counts = CountDistribution(marginsOf: table)
    return switch side {
    case .fewer: counts.atMost(table.treatedEvents)
    case .more: counts.atLeast(table.treatedEvents)
    }
}
