/// Opportunities created in the window by their stage on the last day, those in a currency without
/// a rate included.
public struct OpportunityCounts: Sendable, Hashable {
    /// Not decided by then.
    public var open = 0
    /// Won by then.
    public var won = 0
    /// Lost by then.
    public var lost = 0
}
