/// Which values of a metric are good.
public enum XmRDirection: Sendable {
    /// High values, as of a share kept.
    case high
    /// Low values, as of a share lost.
    case low
}

/// Whether a process reaches a target if it stays as it is.
public enum XmRAssurance: String, Sendable {
    /// It reaches the target every month.
    case capable
    /// It never reaches the target.
    case notCapable = "not_capable"
    /// It reaches the target in some months, by chance.
    case hitOrMiss = "hit_or_miss"
}
