import CLogistic
import Glibc

/// Ridge logistic regressions of one table under many weights of its clusters, eight at a time: resamples,
/// or the folds of a cross-validation.
///
///     let fits = RidgeLogisticFits(table)
///     fits.fits(weights: drawn, penalty: 1)  // of the eight lanes of `drawn`
///
/// See `RidgeLogisticRegression` for what is fitted.
public struct RidgeLogisticFits: Sendable {
    /// Eight fits at a time.
    public typealias Lanes = SIMD8<Double>

    /// How many predictors there are.
    private let width: Int
    /// The outcome of each row as 1 or 0, and its cluster.
    private let outcomes: [Double]
    private let clusters: [Int32]
    /// The predictors row by row, less `centers`, divided by `scales`; NaN where missing.
    private let values: [Double]
    private let centers: [Double]
    private let scales: [Double]
    /// By cluster: the rows, and the positive ones.
    private let totals: [SIMD2<Double>]
    /// By cluster and predictor: how many numbers are known, their sum and their sum of squares.
    private let moments: [Moments]

    private struct Moments {
        var known = 0.0
        var sum = 0.0
        var squares = 0.0
    }

    private static let steps = 50
    private static let longestStep = 2.0
    private static let tolerance = 1e-6
    /// A standard deviation up to this part of the one of all rows is rounding.
    private static let leastDeviation = 1e-9

    /// Prepares the rows of a table.
    public init(_ table: PredictorTable) {
        let width = table.columns.count
        var centers = [Double](repeating: 0, count: width)
        var scales = [Double](repeating: 1, count: width)
        var values = [Double](repeating: 0, count: width * table.count)
        var moments = [Moments](repeating: Moments(), count: width * table.clusterCount)
        for (index, column) in table.columns.enumerated() {
            var (known, sum) = (0.0, 0.0)
            for value in column where !value.isNaN {
                known += 1
                sum += value
            }
            centers[index] = known > 0 ? sum / known : 0
            var squares = 0.0
            for value in column where !value.isNaN {
                squares += (value - centers[index]) * (value - centers[index])
            }
            let scale = (squares / max(1, Double(table.count))).squareRoot()
            if scale > abs(centers[index]) * 1e-12 { scales[index] = scale }
            for (row, value) in column.enumerated() {
                let scaled = (value - centers[index]) / scales[index]
                values[row * width + index] = scaled
                guard !value.isNaN else { continue }
                let place = Int(table.clusters[row]) * width + index
                moments[place].known += 1
                moments[place].sum += scaled
                moments[place].squares += scaled * scaled
            }
        }
        var totals = [SIMD2<Double>](repeating: .zero, count: table.clusterCount)
        for (row, isPositive) in table.isPositive.enumerated() {
            totals[Int(table.clusters[row])] += SIMD2(1, isPositive ? 1 : 0)
        }
        self.width = width
        self.centers = centers
        self.scales = scales
        self.values = values
        self.moments = moments
        self.totals = totals
        outcomes = table.isPositive.map { $0 ? 1 : 0 }
        clusters = table.clusters
    }

    /// Fits the rows under eight weights of each cluster.
    ///
    /// - Parameters:
    ///   - weights: how often each cluster counts in each of the eight fits, 0 or more.
    ///   - penalty: its weight, 0 or more.
    ///   - count: how many of the eight fits are wanted, from the first on.
    ///   - start: coefficients near those of the fits, from where they start; nil for 0.
    /// - Returns: eight fits; nil for one whose rows all have one outcome, in which a column has no number,
    ///   or that does not converge.
    /// - Complexity: O(rows × columns²) for each step.
    public func fits(
        weights: [Lanes], penalty: Double, lanes count: Int = 8,
        start: RidgeLogisticRegression? = nil
    ) -> [RidgeLogisticRegression?] {
        precondition(weights.count == totals.count, "each cluster needs its weights")
        let scaling = scaling(weights)
        var lanes = (0..<8).map { $0 < count && scaling.isPossible[$0] }
        // The first of the parameters is the intercept.
        var parameters = [Lanes](repeating: .zero, count: width + 1)
        for lane in 0..<8 where lanes[lane] {
            let odds = scaling.positives[lane] / (scaling.rows[lane] - scaling.positives[lane])
            parameters[0][lane] = log(odds)
            guard let start else { continue }
            parameters[0][lane] = start.intercept
            for index in 0..<width where start.deviations[index] > 0 {
                // The start's coefficients are for its own deviations.
                let slope = start.coefficients[index] / start.deviations[index]
                parameters[index + 1][lane] = slope * scales[index]
                parameters[0][lane] += slope * (centers[index] - start.means[index])
            }
        }
        var open = lanes
        for _ in 0..<Self.steps where open.contains(true) {
            let (gradient, information) = derivatives(weights, parameters, scaling.means)
            for lane in 0..<8 where open[lane] {
                let step = step(
                    gradient, information, parameters, scaling.deviations, penalty, lane)
                guard let step else {
                    (open[lane], lanes[lane]) = (false, false)
                    continue
                }
                var largest = 0.0
                for index in 0...width {
                    let cut = min(max(step[index], -Self.longestStep), Self.longestStep)
                    parameters[index][lane] += cut
                    largest = max(largest, abs(cut))
                }
                if largest < Self.tolerance { open[lane] = false }
            }
        }
        return (0..<8).map { lane in
            guard lanes[lane], !open[lane] else { return nil }
            var intercept = parameters[0][lane]
            var coefficients: [Double] = []
            for index in 0..<width {
                let slope = parameters[index + 1][lane]
                intercept += slope * scaling.means[index][lane]
                coefficients.append(slope * scaling.deviations[index][lane])
            }
            return RidgeLogisticRegression(
                intercept: intercept, coefficients: coefficients,
                means: (0..<width).map { centers[$0] + scales[$0] * scaling.means[$0][lane] },
                deviations: (0..<width).map { scales[$0] * scaling.deviations[$0][lane] })
        }
    }

    /// The means and deviations of the scaled predictors under some weights.
    private struct Scaling {
        var rows = Lanes.zero
        var positives = Lanes.zero
        var means: [Lanes] = []
        var deviations: [Lanes] = []
        var isPossible = [Bool](repeating: true, count: 8)
    }

    private func scaling(_ weights: [Lanes]) -> Scaling {
        var scaling = Scaling()
        var (known, sums, squares) = (
            [Lanes](repeating: .zero, count: width), [Lanes](repeating: .zero, count: width),
            [Lanes](repeating: .zero, count: width)
        )
        for (cluster, weight) in weights.enumerated() {
            scaling.rows += weight * totals[cluster][0]
            scaling.positives += weight * totals[cluster][1]
            for index in 0..<width {
                let moments = moments[cluster * width + index]
                known[index] += weight * moments.known
                sums[index] += weight * moments.sum
                squares[index] += weight * moments.squares
            }
        }
        for index in 0..<width {
            let mean = sums[index] / known[index]
            let variance = (squares[index] - sums[index] * mean) / scaling.rows
            var deviation = Lanes.zero
            for lane in 0..<8 {
                if !(known[index][lane] > 0) { scaling.isPossible[lane] = false }
                let root = max(0, variance[lane]).squareRoot()
                deviation[lane] = root > Self.leastDeviation ? root : 0
            }
            scaling.means.append(mean)
            scaling.deviations.append(deviation)
        }
        for lane in 0..<8
        where !(scaling.positives[lane] > 0 && scaling.positives[lane] < scaling.rows[lane]) {
            scaling.isPossible[lane] = false
        }
        return scaling
    }

    /// The gradient and the information of the log-likelihood: the lower half, row by row.
    private func derivatives(
        _ weights: [Lanes], _ parameters: [Lanes], _ means: [Lanes]
    ) -> (gradient: [Lanes], information: [Lanes]) {
        var gradient = [Lanes](repeating: .zero, count: width + 1)
        var information = [Lanes](repeating: .zero, count: (width + 1) * (width + 2) / 2)
        var row = [Lanes](repeating: .zero, count: width)
        addLogisticDerivatives(
            outcomes.count, width, outcomes, clusters, values, weights, parameters, means, &row,
            &gradient, &information)
        return (gradient, information)
    }

    /// Newton's step of one lane; nil if there is none.
    private func step(
        _ gradient: [Lanes], _ information: [Lanes], _ parameters: [Lanes], _ deviations: [Lanes],
        _ penalty: Double, _ lane: Int
    ) -> [Double]? {
        var matrix = SymmetricMatrix(width + 1)
        var right = gradient.map { $0[lane] }
        var place = 0
        for row in 0...width {
            for column in 0...row {
                matrix[row, column] = information[place][lane]
                place += 1
            }
        }
        for index in 0..<width {
            let deviation = deviations[index][lane]
            if deviation > 0 {
                let weight = penalty * deviation * deviation
                right[index + 1] -= weight * parameters[index + 1][lane]
                matrix[index + 1, index + 1] += weight
            } else {
                // Without variation the coefficient is 0.
                for other in 0...width { matrix[index + 1, other] = 0 }
                matrix[index + 1, index + 1] = 1
                right[index + 1] = -parameters[index + 1][lane]
            }
        }
        return matrix.solve(right)
    }
}
