public import Calendar
public import Statistics

/// One month of a trend.
public struct TrendPoint: Sendable, Hashable {
    /// The month.
    public let month: Month
    /// The month's own value, never a rolling one; nil with a denominator that counts too few.
    public let value: Double?
    /// What the value divides, also where the value is nil.
    public let numerator: Double
    /// What it divides by, also where the value is nil.
    public let denominator: Double
    /// What there is to say about it.
    public let label: XmRLabel?
}
