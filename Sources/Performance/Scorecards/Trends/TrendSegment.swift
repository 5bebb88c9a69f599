public import Statistics

/// A part of a trend with one mean and one set of limits.
public struct TrendSegment: Sendable, Equatable, Codable {
    /// Its first period.
    public let from: TrendPeriod
    /// The positions of its points.
    public let positions: Range<Int>
    /// The mean of its settled values, each with the weight of its size.
    public let mean: Double
    /// The mean moving range of z; nil without limits.
    public let movingRange: Double?
    /// h, the distance of the limits from 0 on the scale of z; nil without limits.
    public let reach: Double?
    /// The variance of one observation; nil for counts.
    public let variance: Double?
    /// The average size of its valid points; for counts a whole number.
    public let typicalSize: Double
    /// The limits at that size; nil where its values cannot vary, or are fewer than two.
    public let limits: ZChartLimits?
    /// Whether there are too few points to rely on the limits.
    public let trial: Bool
}
