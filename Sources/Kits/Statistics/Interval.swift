/// A closed range of plausible values of a statistic, in the statistic's own unit.
public struct Interval: Sendable, Equatable, Codable {
    /// The lower end.
    public let low: Double
    /// The upper end, never below `low`.
    public let high: Double

    /// Makes the interval `[low, high]`.
    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }
}
