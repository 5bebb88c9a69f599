import Statistics

/// How a book differs from its expectation: the shift of all its logits that gives the number of
/// contracts renewed, to first order.
///
/// The chances are those that all books tell together. Left out of its own expectation, a book
/// would draw the others' the other way, and all effects would seem larger than they are.
///
/// Source: `Documentation/methods.md`, 9.
struct BookEffect: Sendable {
    /// The shift in log-odds, (O - E) / V.
    let shift: Double
    /// Its sampling variance, 1 / V.
    let variance: Double
    /// The shift that gives the number renewed exactly; that of half a contract less or more where all
    /// or none were renewed.
    private let exactShift: Double

    /// The effect of a book with at least one renewal and a chance for each.
    init(observed: Int, chances: [Double]) {
        let expectation = FairFigures.Expectation(chances)
        shift = (Double(observed) - expectation.expected) / expectation.variance
        variance = 1 / expectation.variance
        let total = min(max(Double(observed), 0.5), Double(chances.count) - 0.5)
        exactShift =
            logitShift(
                of: chances.map(logit), counts: chances.map { _ in 1 }, total: total) ?? shift
    }

    /// The shift, shrunk towards the mean of all books.
    ///
    /// To first order, a book far below its expectation seems to lie further off than it does. What is
    /// shrunk never lies beyond what the book itself shows.
    func shrunken(_ spread: RandomEffects) -> Double {
        let shrunk = spread.shrunken(shift, variance: variance)
        return min(max(shrunk, min(spread.mean, exactShift)), max(spread.mean, exactShift))
    }
}
