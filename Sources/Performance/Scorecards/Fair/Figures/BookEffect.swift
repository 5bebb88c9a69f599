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

    /// The effect of a book with at least one renewal and a chance for each.
    init(observed: Int, _ expectation: FairFigures.Expectation) {
        shift = (Double(observed) - expectation.expected) / expectation.variance
        variance = 1 / expectation.variance
    }
}
