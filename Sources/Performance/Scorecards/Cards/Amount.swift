/// A sum or a count with its target and its benchmarks.
public struct Amount: Sendable {
    /// The number; nil with a `reason`.
    public var value: Double?
    /// The number of the month alone; nil for metrics other than expansion.
    public var monthValue: Double?
    /// Why `value` is nil.
    public var reason: NullReason?
    /// Target and benchmarks.
    public var comparison = Comparison()
}
