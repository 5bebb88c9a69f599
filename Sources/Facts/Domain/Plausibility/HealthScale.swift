public import Calendar

/// Looks whether the scores of a health feed may be on another scale than 0 to 100.
///
///     var scale = HealthScale()
///     try health.forEachMonth(from: first, through: last) { scale.note($0) }
///     let suspicion = try scale.suspicion(health, from: first, through: last, policy: policy)
///
/// The means of months tell at once that a feed is as it should be. Only where all of them are low
/// are the days looked at.
///
/// Source: `Documentation/methods.md`, 17.
public struct HealthScale: Sendable {
    private var highestMean = 0.0

    /// No month yet.
    public init() {}

    /// Takes note of the month of an account.
    public mutating func note(_ month: HealthMonthSummary) {
        highestMean = max(highestMean, month.mean)
    }

    /// The suspicion that the scores are on another scale.
    ///
    /// - Parameters:
    ///   - health: the scores.
    ///   - first: the first month noted.
    ///   - last: the last month noted.
    ///   - policy: the ends of short scales.
    /// - Returns: nil if a score is above the end of a short scale, and without scores.
    /// - Throws: what `health` throws when it cannot be read.
    public func suspicion(
        _ health: any HealthHistory, from first: Month, through last: Month, policy: Policy
    ) throws -> Suspicion? {
        guard highestMean <= policy.shortScaleTop else { return nil }
        var (count, highest) = (0, 0.0)
        try health.forEachScore(from: first.firstDay, through: last.lastDay) { _, row in
            count += 1
            highest = max(highest, row.score.points)
        }
        guard let advice = Self.advice(highest: highest, policy: policy) else { return nil }
        return Suspicion(
            .healthScale, count, "\(count) scores, and \(advice.finding)",
            whatToDo: advice.remedy)
    }

    /// What to say of scores of which the highest is known.
    ///
    /// - Parameters:
    ///   - highest: in points.
    ///   - policy: the ends of short scales.
    /// - Returns: the finding and what to do, in words; nil if the score is above the end of a short
    ///   scale.
    package static func advice(
        highest: Double, policy: Policy
    ) -> (finding: String, remedy: String)? {
        guard highest <= policy.shortScaleTop else { return nil }
        let top = highest <= policy.shareScaleTop ? policy.shareScaleTop : policy.shortScaleTop
        let end = top == top.rounded() ? "\(Int(top))" : "\(top)"
        return (
            "no score is above \(end)",
            "The scale may be 0 to \(end) instead of 0 to 100: a mapping with worst: 0 and "
                + "best: \(end) rescales it. As they stand, all these scores are red."
        )
    }
}
