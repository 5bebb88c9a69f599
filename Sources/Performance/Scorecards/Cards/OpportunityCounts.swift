/// The opportunities created in the window by their stage on the last day, including those in a
/// currency without a rate.
public struct OpportunityCounts: Sendable, Hashable {
    /// Not decided by the last day.
    public var open = 0
    /// Won by the last day.
    public var won = 0
    /// Lost by the last day.
    public var lost = 0
}
