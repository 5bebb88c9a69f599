/// A metric with an interval, its extremes, its target and its benchmarks.
public struct Rate: Sendable {
    /// The value and its interval.
    public var estimate = Estimate(undefined: .noData)
    /// The value if every unsettled event churned; nil without a value, and for metrics that do not
    /// count renewal events.
    public var worst: Double?
    /// The value if every unsettled event renewed at its revenue before; nil where `worst` is.
    public var best: Double?
    /// Target and benchmarks.
    public var comparison = Comparison()
}
