public import Statistics

/// One period of a trend.
public struct TrendPoint: Sendable, Hashable, Codable {
    /// The month or the quarter.
    public let period: TrendPeriod
    /// The value of this period alone, never a rolling one; nil with too few observations.
    public let value: Double?
    /// The numerator of the value, also where the value is nil.
    public let numerator: Double
    /// The denominator of the value, also where the value is nil.
    public let denominator: Double
    /// How many events, accounts or answers there are.
    public let count: Int
    /// The distance from the mean on the scale of a standard normal distribution; nil where the
    /// point is not valid or has no limits.
    public let z: Double?
    /// The limits at the point's own size; nil where `z` is.
    public let limits: ZChartLimits?
    /// Its label; nil where none applies.
    public let label: ZChartLabel?
}
