/// The limits of a z-chart for one size, in the metric's unit. They are not cut at the range of
/// the metric.
public struct ZChartLimits: Sendable, Hashable, Codable {
    /// The lower limit.
    public let lower: Double
    /// The lower near limit.
    public let nearLower: Double
    /// The upper near limit.
    public let nearUpper: Double
    /// The upper limit.
    public let upper: Double

    /// What the limits say about a target.
    ///
    /// - Parameters:
    ///   - target: the value wanted, in the metric's unit.
    ///   - desired: which side of the target is the good one.
    /// - Returns: `capable` when the worse limit reaches the target, `notCapable` when the better
    ///   limit does not reach it, else `hitOrMiss`.
    public func assurance(target: Double, desired: ZChartDirection) -> ZChartAssurance {
        switch desired {
        case .high: lower >= target ? .capable : upper < target ? .notCapable : .hitOrMiss
        case .low: upper <= target ? .capable : lower > target ? .notCapable : .hitOrMiss
        }
    }
}

/// Which values of a metric are good.
public enum ZChartDirection: Sendable {
    /// High values, as of a share kept.
    case high
    /// Low values, as of a share lost.
    case low
}

/// Whether a process reaches a target if it stays as it is.
public enum ZChartAssurance: String, Sendable, Codable {
    /// It reaches the target in every period.
    case capable
    /// It never reaches the target.
    case notCapable = "not_capable"
    /// It reaches the target in some periods, by chance.
    case hitOrMiss = "hit_or_miss"
}
