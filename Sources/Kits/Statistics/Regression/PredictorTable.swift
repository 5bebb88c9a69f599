/// The rows of a regression on numbers, of which some may be missing.
///
///     let table = PredictorTable(columns: [usage, support], isPositive: renewed, clusters: accounts)
public struct PredictorTable: Sendable {
    /// The numbers by predictor, then by row; NaN where missing.
    public let columns: [[Double]]
    /// The outcome of each row.
    public let isPositive: [Bool]
    /// The cluster of each row, counted from 0. Rows of one cluster have one weight.
    public let clusters: [Int32]
    /// One more than the highest cluster.
    public let clusterCount: Int

    /// A table of some rows.
    ///
    /// - Precondition: all columns have a number, and there is a cluster, for each outcome.
    public init(columns: [[Double]], isPositive: [Bool], clusters: [Int32]) {
        precondition(
            columns.allSatisfy { $0.count == isPositive.count }
                && clusters.count == isPositive.count, "each row needs its numbers and its cluster")
        self.columns = columns
        self.isPositive = isPositive
        self.clusters = clusters
        clusterCount = Int(clusters.max() ?? -1) + 1
    }

    /// The number of rows.
    public var count: Int { isPositive.count }
}
