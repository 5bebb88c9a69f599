/// The natural limits of a segment of an XmR chart, in the metric's unit. They are not cut at the
/// range of the metric.
///
/// The limits are `mean ± 2.66 mR`, where mR is the mean moving range, and the near limits lie at
/// two thirds of that. Moving ranges of 3.267 mR or more are dropped once, and mR is averaged
/// again. If only zeros are left, the mR before dropping is used.
public struct XmRLimits: Sendable, Equatable {
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
    public func assurance(target: Double, desired: XmRDirection) -> XmRAssurance {
        switch desired {
        case .high: lower >= target ? .capable : upper < target ? .notCapable : .hitOrMiss
        case .low: upper <= target ? .capable : lower > target ? .notCapable : .hitOrMiss
        }
    }
}

/// The limits around a mean, from the moving ranges.
///
/// - Parameters:
///   - mean: the centre.
///   - ranges: the moving ranges. Those within rounding are 0.
///   - slack: differences up to this size count as none.
///   - constants: the numbers of the rules.
/// - Returns: the limits; nil without a moving range above 0.
func xmrLimits(
    mean: Double, ranges: [Double], slack: Double, constants: XmRConstants
) -> XmRLimits? {
    guard let average = arithmeticMean(ranges), average > 0 else { return nil }

    let ordinary = ranges.filter { $0 < constants.rangeCutoff * average - slack }
    let trimmed = arithmeticMean(ordinary) ?? 0
    let reach = constants.limitFactor * (trimmed > 0 ? trimmed : average)
    let near = constants.nearShare * reach
    return XmRLimits(
        lower: mean - reach, nearLower: mean - near, nearUpper: mean + near, upper: mean + reach)
}

/// The arithmetic mean; nil without values.
func arithmeticMean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}
