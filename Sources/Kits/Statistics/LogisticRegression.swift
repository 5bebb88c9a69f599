import Glibc

/// A logistic regression with an offset, a penalty on its last column and standard errors that allow
/// for clusters.
///
///     var design = LogisticDesign(columns: 2)
///     let light = design.pattern([(0, 1)])
///     let heavy = design.pattern([(0, 1), (1, 1)])
///     for row in rows {
///         design.add(row.isHeavy ? heavy : light, offset: 0, event: row.churned, cluster: row.account)
///     }
///     let fit = LogisticRegression(design, penalty: 0)
///     fit?.last.estimate  // what being heavy adds
///
/// It maximises `Σ log-likelihood - penalty × b² / 2`, where b is the coefficient of the last column:
/// with a penalty of `1 / SD²` a normal prior of that standard deviation.
///
/// Columns that are combinations of those before them are dropped. Newton's method starts from 0. A
/// step is cut to ±2 for each coefficient; the fit ends when no step is 1e-9 or more.
///
/// Source: McCullagh, P. and Nelder, J. A. (1989), Generalized Linear Models, 4.4; for the errors
/// Liang, K.-Y. and Zeger, S. L. (1986), Longitudinal data analysis using generalized linear models,
/// Biometrika 73, 13-22.
public struct LogisticRegression: Sendable, Equatable {
    /// The coefficient of the last column, in log-odds for each unit of it.
    public let last: Coefficient

    /// A coefficient with its errors.
    public struct Coefficient: Sendable, Equatable {
        /// The estimate.
        public let estimate: Double
        /// The standard error from the penalised information.
        public let modelError: Double
        /// The standard error that allows for clusters, `√(G / (G - 1) v' B v)`, where v is the row
        /// of the inverse penalised information and B the sum over clusters of squared scores.
        public let clusteredError: Double
        /// How many clusters there are, G.
        public let clusters: Int
    }

    /// The most steps.
    private static let steps = 100
    /// The largest step of a coefficient.
    private static let longestStep = 2.0
    /// A fit has converged when every step is smaller.
    private static let tolerance = 1e-9
    /// A coefficient beyond this belongs to separated data.
    private static let largestCoefficient = 30.0

    /// Fits the rows of a design.
    ///
    /// Nil when the last column is a combination of the others, when there are fewer than two
    /// clusters, and when the fit does not converge or runs away.
    ///
    /// - Parameters:
    ///   - design: the rows.
    ///   - penalty: the weight of the penalty, 0 or more.
    /// - Complexity: O(rows + patterns × entries² + columns³) for each of about six steps.
    public init?(_ design: LogisticDesign, penalty: Double) {
        guard let kept = design.independentColumns(), let place = kept.last, place >= 0 else {
            return nil
        }
        let count = place + 1
        var coefficients = [Double](repeating: 0, count: count)
        var information = SymmetricMatrix(count)
        var hasConverged = false
        for _ in 0..<Self.steps {
            var gradient = [Double](repeating: 0, count: count)
            information = SymmetricMatrix(count)
            design.accumulate(kept, coefficients, &gradient, &information)
            gradient[place] -= penalty * coefficients[place]
            information[place, place] += penalty
            guard let step = information.solve(gradient) else { return nil }
            var largest = 0.0
            for index in 0..<count {
                let cut = min(max(step[index], -Self.longestStep), Self.longestStep)
                coefficients[index] += cut
                largest = max(largest, abs(cut))
            }
            guard coefficients.allSatisfy({ abs($0) <= Self.largestCoefficient }) else {
                return nil
            }
            if largest < Self.tolerance {
                hasConverged = true
                break
            }
        }
        var unit = [Double](repeating: 0, count: count)
        unit[place] = 1
        guard hasConverged, let row = information.solve(unit) else { return nil }
        let (squares, clusters) = design.clusteredSquares(kept, coefficients, along: row)
        guard clusters > 1 else { return nil }
        last = Coefficient(
            estimate: coefficients[place], modelError: row[place].squareRoot(),
            clusteredError: (Double(clusters) / Double(clusters - 1) * squares).squareRoot(),
            clusters: clusters)
    }
}
