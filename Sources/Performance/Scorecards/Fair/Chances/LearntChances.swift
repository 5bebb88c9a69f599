/// The chances of renewal with an average owner, as some renewals tell them, and how sure they are.
///
/// Source: `Documentation/methods.md`, 9.
struct LearntChances: Sendable {
    /// The chance of renewal in each cell of the case mix, above 0 and below 1.
    let chances: [Double]
    /// The share of the window's renewals that was renewed, of those learnt from.
    let rate: Double
    /// Σ p (1 - p) of the window's renewals that were learnt from.
    private let variance: Double
    /// What `variance` has of each segment.
    private let segmentVariances: [Double]
    /// The sampling variance of the log-odds of each segment's cell.
    private let segmentUncertainty: [Double]
    /// The segment of each cell.
    private let segments: [Int]

    /// The chances with their certainty.
    ///
    /// - Parameters:
    ///   - chances: those of each cell, shifted so that they sum to the number renewed.
    ///   - counts: the renewals that they were learnt from.
    ///   - segments: the segment of each cell.
    ///   - settled: how many renewals each segment has.
    ///   - rates: the rate of each segment's cell.
    ///   - weight: how many renewals the company's rate counts for in those cells.
    init(
        _ chances: [Double], from counts: CaseMix.Counts, segments: [Int], settled: [Int],
        rates: [Double], weight: Double
    ) {
        self.chances = chances
        self.segments = segments
        rate = Double(counts.windowRenewed) / Double(counts.windowSettled)
        var ofSegments = [Double](repeating: 0, count: settled.count)
        for (cell, chance) in chances.enumerated() {
            ofSegments[segments[cell]] += Double(counts.window[cell]) * chance * (1 - chance)
        }
        segmentVariances = ofSegments
        variance = ofSegments.reduce(0, +)
        segmentUncertainty = zip(settled, rates).map { settled, rate in
            1 / ((Double(settled) + weight) * rate * (1 - rate))
        }
    }

    /// The variance of the shift of all log-odds of a portfolio that was not learnt from.
    ///
    /// It has two parts: how sure the level of all chances is, and how sure the segments are, as far
    /// as the portfolio holds more of them than the others do:
    ///
    ///     s² = 1 / V₋ + Σ (V_s / V - V₋s / V₋)² / ((n_s + weight) p_s (1 - p_s))
    ///
    /// - Parameter portfolio: the cells of its renewals in the window, at least one.
    /// - Returns: s², above 0.
    func uncertainty(of portfolio: [Int]) -> Double {
        var own = [Double](repeating: 0, count: segmentVariances.count)
        for cell in portfolio { own[segments[cell]] += chances[cell] * (1 - chances[cell]) }
        let total = own.reduce(0, +)
        return own.indices.reduce(1 / variance) { sum, segment in
            let excess = own[segment] / total - segmentVariances[segment] / variance
            return sum + excess * excess * segmentUncertainty[segment]
        }
    }
}
