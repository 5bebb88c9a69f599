import Glibc

/// A logistic regression with an offset, a penalty on its last column and standard errors that allow
/// for clusters.
///
///     var design = LogisticDesign(columns: 2)
///     for row in rows {
///         design.add([(0, 1), (1, row.x)], offset: 0, event: row.churned, cluster: row.account)
///     }
///     let fit = LogisticRegression(design, penalty: 0)
///     fit?.last.estimate  // the slope of x
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
    /// - Complexity: O(rows × entries² + columns³) for each of about six steps.
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

/// The rows of a logistic regression. Each names the few columns in which it is not 0.
public struct LogisticDesign: Sendable {
    /// The number of columns.
    public let columns: Int
    /// The entries of row r are at `starts[r]..<starts[r + 1]`.
    private var starts: [Int32] = [0]
    private var columnOfEntry: [Int32] = []
    private var valueOfEntry: [Double] = []
    private var offsets: [Double] = []
    private var events: [Bool] = []
    private var clusters: [Int] = []

    /// A design without rows.
    public init(columns: Int) { self.columns = columns }

    /// The number of rows.
    public var rows: Int { events.count }

    /// Adds a row.
    ///
    /// - Parameters:
    ///   - entries: the columns that are not 0, and their values.
    ///   - offset: what is added to the row's log-odds.
    ///   - event: the outcome.
    ///   - cluster: rows of one cluster may depend on each other.
    public mutating func add(
        _ entries: [(column: Int, value: Double)], offset: Double, event: Bool, cluster: Int
    ) {
        for (column, value) in entries {
            columnOfEntry.append(Int32(column))
            valueOfEntry.append(value)
        }
        starts.append(Int32(columnOfEntry.count))
        offsets.append(offset)
        events.append(event)
        clusters.append(cluster)
    }

    /// The place of each column among those that are no combination of the ones before; -1 for the
    /// others. Nil without columns.
    fileprivate func independentColumns() -> [Int]? {
        guard columns > 0 else { return nil }
        var products = SymmetricMatrix(columns)
        for row in 0..<rows {
            for one in Int(starts[row])..<Int(starts[row + 1]) {
                for other in Int(starts[row])...one {
                    products[Int(columnOfEntry[one]), Int(columnOfEntry[other])] +=
                        valueOfEntry[one] * valueOfEntry[other]
                }
            }
        }
        return products.independentRows()
    }

    /// Adds the gradient and the information of the log-likelihood.
    fileprivate func accumulate(
        _ kept: [Int], _ coefficients: [Double], _ gradient: inout [Double],
        _ information: inout SymmetricMatrix
    ) {
        for row in 0..<rows {
            let entries = Int(starts[row])..<Int(starts[row + 1])
            let probability = expit(logOdds(entries, kept, coefficients) + offsets[row])
            let residual = (events[row] ? 1 : 0) - probability
            let weight = probability * (1 - probability)
            for one in entries {
                let place = kept[Int(columnOfEntry[one])]
                guard place >= 0 else { continue }
                gradient[place] += valueOfEntry[one] * residual
                for other in entries.lowerBound...one {
                    let second = kept[Int(columnOfEntry[other])]
                    guard second >= 0 else { continue }
                    information[place, second] += valueOfEntry[one] * valueOfEntry[other] * weight
                }
            }
        }
    }

    /// The sum over clusters of the square of their score along a direction, and how many clusters
    /// there are.
    fileprivate func clusteredSquares(
        _ kept: [Int], _ coefficients: [Double], along direction: [Double]
    ) -> (sum: Double, clusters: Int) {
        let scores = (0..<rows).map { row -> (cluster: Int, score: Double) in
            let entries = Int(starts[row])..<Int(starts[row + 1])
            let probability = expit(logOdds(entries, kept, coefficients) + offsets[row])
            let residual = (events[row] ? 1 : 0) - probability
            return (clusters[row], residual * logOdds(entries, kept, direction))
        }
        // Sorted, so that the sums do not depend on the order of the rows.
        let sorted = scores.sorted { $0 < $1 }
        var (sum, count, position) = (0.0, 0, 0)
        while position < sorted.count {
            var score = 0.0
            let cluster = sorted[position].cluster
            while position < sorted.count, sorted[position].cluster == cluster {
                score += sorted[position].score
                position += 1
            }
            sum += score * score
            count += 1
        }
        return (sum, count)
    }

    private func logOdds(_ entries: Range<Int>, _ kept: [Int], _ coefficients: [Double]) -> Double {
        entries.reduce(0) { sum, entry in
            let place = kept[Int(columnOfEntry[entry])]
            return place < 0 ? sum : sum + coefficients[place] * valueOfEntry[entry]
        }
    }
}
