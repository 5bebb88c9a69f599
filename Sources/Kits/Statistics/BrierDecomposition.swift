/// The Brier score of probability forecasts and its parts.
///
///     let parts = BrierDecomposition(forecasts: [0.1, 0.8], outcomes: [false, true])
///     parts?.score  // 0.025
///
///
/// The forecasts are recalibrated by an isotonic fit of the outcomes. With S the mean of `(forecast
/// - outcome)²`:
///
///     S = miscalibration - discrimination + uncertainty
///     miscalibration = S - S(recalibrated)
///     discrimination = S(base rate) - S(recalibrated)
///     uncertainty    = S(base rate)
///
/// Forecasts are rounded to 12 decimals first, so that equal ones are pooled.
///
/// Source: Dimitriadis, T., Gneiting, T. and Jordan, A. I. (2021), Stable reliability diagrams for
/// probabilistic classifiers, Proceedings of the National Academy of Sciences 118, e2016191118.
public struct BrierDecomposition: Sendable, Equatable, Codable {
    /// The mean squared difference of forecast and outcome, in `0...1`; smaller is better.
    public let score: Double
    /// How much recalibration would lower the score, 0 or more; smaller is better.
    public let miscalibration: Double
    /// How much better the recalibrated forecasts are than the base rate, 0 or more; larger is
    /// better.
    public let discrimination: Double
    /// The score of the base rate, in `0...0.25`. It does not depend on the forecasts.
    public let uncertainty: Double
    /// The points of a reliability diagram: the blocks of the isotonic fit, by rising forecast.
    public let bins: [ReliabilityBin]

    /// Decomposes the score of forecasts.
    ///
    /// Nil without forecasts, or when one is not in `0...1`.
    ///
    /// - Parameters:
    ///   - forecasts: the probability given to each event, in `0...1`.
    ///   - outcomes: whether each event happened, in the order of `forecasts`.
    /// - Precondition: `forecasts` and `outcomes` are equally long.
    /// - Complexity: O(n log n).
    public init?(forecasts: [Double], outcomes: [Bool]) {
        precondition(forecasts.count == outcomes.count, "each forecast needs its outcome")
        guard !forecasts.isEmpty, forecasts.allSatisfy((0...1).contains) else { return nil }

        var tallies: [Double: (count: Int, happened: Int)] = [:]
        for (forecast, happened) in zip(forecasts, outcomes) {
            let rounded = (forecast * 1e12).rounded() / 1e12
            tallies[rounded, default: (0, 0)].count += 1
            if happened { tallies[rounded, default: (0, 0)].happened += 1 }
        }
        let points = tallies.sorted { $0.key < $1.key }
        let blocks = pooledAdjacentViolators(
            x: points.map(\.key), sums: points.map { Double($0.value.happened) },
            counts: points.map(\.value.count), increasing: true)

        var bins: [ReliabilityBin] = []
        var squares = 0.0
        var recalibratedSquares = 0.0
        var rest = points[...]
        for block in blocks {
            let members = rest.prefix { $0.key <= block.highestX }
            rest = rest.dropFirst(members.count)
            for (forecast, tally) in members {
                squares += Double(tally.happened) * (forecast - 1) * (forecast - 1)
                squares += Double(tally.count - tally.happened) * forecast * forecast
            }
            recalibratedSquares += block.sum * (1 - block.value)
            let mean =
                members.reduce(0) { $0 + $1.key * Double($1.value.count) } / Double(block.count)
            // Rounding must not move the mean of equal forecasts away from them.
            let forecast = min(max(mean, block.lowestX), block.highestX)
            bins.append(
                ReliabilityBin(forecast: forecast, observed: block.value, count: block.count))
        }
        let count = Double(forecasts.count)
        let rate = Double(outcomes.count(where: \.self)) / count
        let recalibrated = recalibratedSquares / count
        score = squares / count
        uncertainty = rate * (1 - rate)
        // No monotone forecast, such as the given ones or the base rate, is better than the fit:
        // values below 0 are rounding.
        miscalibration = max(0, score - recalibrated)
        discrimination = max(0, uncertainty - recalibrated)
        self.bins = bins
    }
}
