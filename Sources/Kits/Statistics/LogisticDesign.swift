/// The rows of a logistic regression.
///
/// Rows with the same entries share a pattern, so that a fit looks at each row once a step, and at the
/// entries of each pattern once.
public struct LogisticDesign: Sendable {
    /// A column in which a row is not 0, and its value there.
    public typealias Entry = (column: Int, value: Double)

    /// The number of columns.
    public let columns: Int
    private var patterns: [[Entry]] = []
    private var rows: [Row] = []
    /// One more than the highest number of a cluster.
    private var clusterNumbers = 0

    private struct Row {
        let offset: Double
        let pattern: Int32
        let cluster: Int32
        let event: Bool
    }

    /// A design without rows.
    ///
    /// - Parameters:
    ///   - columns: the number of columns.
    ///   - rows: about how many rows there will be.
    public init(columns: Int, rows: Int = 0) {
        self.columns = columns
        self.rows.reserveCapacity(rows)
    }

    /// Adds the entries that some rows have.
    ///
    /// - Parameter entries: the columns that are not 0, and their values.
    /// - Returns: the number of the pattern, for `add`.
    public mutating func pattern(_ entries: [Entry]) -> Int {
        patterns.append(entries)
        return patterns.count - 1
    }

    /// Adds a row.
    ///
    /// - Parameters:
    ///   - pattern: its entries, by their number.
    ///   - offset: what is added to the row's log-odds.
    ///   - event: the outcome.
    ///   - cluster: rows of one cluster may depend on each other. Clusters are numbered from 0.
    @inline(__always)
    public mutating func add(_ pattern: Int, offset: Double, event: Bool, cluster: Int) {
        rows.append(
            Row(offset: offset, pattern: Int32(pattern), cluster: Int32(cluster), event: event))
        clusterNumbers = max(clusterNumbers, cluster + 1)
    }

    /// The place of each column among those that are no combination of the ones before; -1 for the
    /// others. Nil without columns.
    func independentColumns() -> [Int]? {
        guard columns > 0 else { return nil }
        var counts = [Double](repeating: 0, count: patterns.count)
        for row in rows { counts[Int(row.pattern)] += 1 }
        var products = SymmetricMatrix(columns)
        for (pattern, count) in zip(patterns, counts) where count > 0 {
            for (index, one) in pattern.enumerated() {
                for other in pattern[...index] {
                    products[one.column, other.column] += one.value * other.value * count
                }
            }
        }
        return products.independentRows()
    }

    /// Adds the gradient and the information of the log-likelihood.
    func accumulate(
        _ kept: [Int], _ coefficients: [Double], _ gradient: inout [Double],
        _ information: inout SymmetricMatrix
    ) {
        let logOdds = patterns.map { Self.sum($0, kept, coefficients) }
        var residuals = [Double](repeating: 0, count: patterns.count)
        var weights = residuals
        for row in rows {
            let pattern = Int(row.pattern)
            let probability = expit(logOdds[pattern] + row.offset)
            residuals[pattern] += (row.event ? 1 : 0) - probability
            weights[pattern] += probability * (1 - probability)
        }
        for (index, pattern) in patterns.enumerated() {
            for (position, one) in pattern.enumerated() {
                let place = kept[one.column]
                guard place >= 0 else { continue }
                gradient[place] += one.value * residuals[index]
                for other in pattern[...position] where kept[other.column] >= 0 {
                    information[place, kept[other.column]] +=
                        one.value * other.value * weights[index]
                }
            }
        }
    }

    /// The sum over clusters of the square of their score along a direction, and how many clusters
    /// there are.
    func clusteredSquares(
        _ kept: [Int], _ coefficients: [Double], along direction: [Double]
    ) -> (sum: Double, clusters: Int) {
        let logOdds = patterns.map { Self.sum($0, kept, coefficients) }
        let lengths = patterns.map { Self.sum($0, kept, direction) }
        var scores = [Double](repeating: 0, count: clusterNumbers)
        var hasRow = [Bool](repeating: false, count: clusterNumbers)
        for row in rows {
            let pattern = Int(row.pattern)
            let residual = (row.event ? 1 : 0) - expit(logOdds[pattern] + row.offset)
            scores[Int(row.cluster)] += residual * lengths[pattern]
            hasRow[Int(row.cluster)] = true
        }
        return (scores.reduce(0) { $0 + $1 * $1 }, hasRow.count { $0 })
    }

    /// The sum of the entries of a pattern, times coefficients.
    private static func sum(
        _ pattern: [Entry], _ kept: [Int], _ coefficients: [Double]
    ) -> Double {
        pattern.reduce(0) { sum, entry in
            let place = kept[entry.column]
            return place < 0 ? sum : sum + coefficients[place] * entry.value
        }
    }
}
