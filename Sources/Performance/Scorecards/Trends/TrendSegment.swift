public import Calendar
public import Statistics

/// A part of a trend with one mean and one set of limits.
public struct TrendSegment: Sendable, Equatable {
    /// Its first month.
    public let from: Month
    /// The mean of its settled values.
    public let mean: Double
    /// Its natural limits; nil where its values are all alike, or fewer than two.
    public let limits: XmRLimits?
    /// Whether there are too few points to rely on the limits.
    public let trial: Bool
}
