public import Calendar
public import Statistics

/// One month of a trend.
public struct TrendPoint: Sendable, Hashable {
    /// The month.
    public let month: Month
    /// The value of this month alone, never a rolling one; nil with too few observations.
    public let value: Double?
    /// The numerator of the value, also where the value is nil.
    public let numerator: Double
    /// The denominator of the value, also where the value is nil.
    public let denominator: Double
    /// Its label; nil where none applies.
    public let label: XmRLabel?
}
