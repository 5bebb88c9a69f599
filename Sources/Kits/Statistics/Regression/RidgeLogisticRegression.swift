/// A logistic regression on scaled predictors, with a penalty on their coefficients.
///
///     let fit = RidgeLogisticRegression(table, penalty: 1)
///     fit?.coefficients  // in log-odds for each standard deviation
///
/// It minimises `-log-likelihood + penalty Σ b² / 2`. The intercept is free. A missing number counts as the
/// mean of its column. Each column is then divided by its standard deviation (of the population: over n).
/// A column without variation has the coefficient 0.
///
/// Newton's method takes steps of at most ±2 for each coefficient. The fit ends when no step is larger than
/// 1e-6: the next one would be smaller than 1e-11.
///
/// Source: le Cessie, S. and van Houwelingen, J. C. (1992), Ridge estimators in logistic regression, Applied
/// Statistics 41, 191-201.
public struct RidgeLogisticRegression: Sendable, Equatable {
    /// The log-odds of a row with the mean of each predictor.
    public let intercept: Double
    /// What a standard deviation of each predictor adds to the log-odds.
    public let coefficients: [Double]
    /// The mean of each predictor, over the rows where it is known.
    public let means: [Double]
    /// The standard deviation of each predictor, with missing numbers at the mean; 0 without variation.
    public let deviations: [Double]

    /// A fit of these figures.
    public init(
        intercept: Double, coefficients: [Double], means: [Double], deviations: [Double]
    ) {
        self.intercept = intercept
        self.coefficients = coefficients
        self.means = means
        self.deviations = deviations
    }

    /// Fits all rows of a table, each of weight 1.
    ///
    /// Nil if all outcomes are equal, a column has no number, or the fit does not converge.
    ///
    /// - Parameters:
    ///   - table: the rows.
    ///   - penalty: its weight, 0 or more.
    /// - Complexity: O(rows × columns²) for each of about six steps.
    public init?(_ table: PredictorTable, penalty: Double) {
        let ones = [SIMD8<Double>](
            repeating: SIMD8(1, 0, 0, 0, 0, 0, 0, 0), count: table.clusterCount)
        let fits = RidgeLogisticFits(table).fits(weights: ones, penalty: penalty)
        guard let fit = fits[0] else { return nil }
        self = fit
    }

    /// The log-odds of each row of a table with the same predictors.
    ///
    /// - Complexity: O(rows × columns).
    public func logOdds(_ table: PredictorTable) -> [Double] {
        logOdds(table, rows: Array(0..<table.count))
    }

    /// The log-odds of some rows of a table with the same predictors.
    ///
    /// - Complexity: O(rows × columns).
    public func logOdds(_ table: PredictorTable, rows: [Int]) -> [Double] {
        var sums = [Double](repeating: intercept, count: rows.count)
        for (index, column) in table.columns.enumerated() where deviations[index] > 0 {
            let (slope, mean) = (coefficients[index] / deviations[index], means[index])
            for (place, row) in rows.enumerated() where !column[row].isNaN {
                sums[place] += slope * (column[row] - mean)
            }
        }
        return sums
    }

    /// The same fit with further predictors that change nothing, as a start for others.
    public func adding(_ predictors: Int) -> RidgeLogisticRegression {
        let zeros = Array(repeating: 0.0, count: predictors)
        return RidgeLogisticRegression(
            intercept: intercept, coefficients: coefficients + zeros, means: means + zeros,
            deviations: deviations + zeros)
    }
}
