import Statistics

/// How a book differs from its expectation: the shift of all its logits that gives the number of
/// contracts renewed.
///
/// Source: `Documentation/methods.md`, 9.
struct BookEffect: Sendable {
    /// The shift, in log-odds.
    let shift: Double
    /// Its sampling variance.
    let variance: Double

    /// The effect of a book with at least one renewal.
    init(_ slice: ExpectedRenewals.Slice) {
        let logOdds = slice.probabilities.map(logit)
        // If all or none are renewed the shift would be infinite: half a renewal keeps it finite.
        let total = min(max(Double(slice.observed), 0.5), Double(slice.count) - 0.5)
        guard let shift = logitShift(of: logOdds, total: total) else {
            preconditionFailure("a total within the number of renewals has a shift")
        }
        self.shift = shift
        variance = 1 / FairFigures.Expectation(logOdds.map { expit($0 + shift) }).variance
    }
}
