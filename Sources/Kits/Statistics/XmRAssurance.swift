/// Which values of a metric are the good ones.
public enum XmRDirection: Sendable {
    /// High values, as of a share kept.
    case high
    /// Low values, as of a share lost.
    case low
}

/// What a process, left as it is, will do about a target.
public enum XmRAssurance: String, Sendable {
    /// It reaches the target every month.
    case capable
    /// It never reaches the target.
    case notCapable = "not_capable"
    /// It reaches the target in some months, by chance.
    case hitOrMiss = "hit_or_miss"
}
