/// A net promoter score with its interval, both in points from -100 to 100.
public struct NetPromoterScore: Sendable, Equatable {
    /// 100 (promoters - detractors) / responses.
    public let value: Double
    /// The interval, cut at ±100; nil when all responses are in one group, so that nothing varies.
    public let interval: Interval?

    /// A score with these parts.
    public init(value: Double, interval: Interval?) {
        self.value = value
        self.interval = interval
    }
}

/// The net promoter score of a survey: the difference of two proportions of one sample.
///
///     netPromoterScore(promoters: 60, detractors: 15, responses: 100, z: 1.96)?.value  // 45
///
///
/// With p promoters and q detractors as shares of n responses,
/// `NPS = 100 (p - q)` and `SE = 100 √((p + q - (p - q)²) / n)`; the interval is `NPS ± z SE`.
///
/// - Parameters:
///   - promoters: the number of answers 9 and 10.
///   - detractors: the number of answers 0 to 6.
///   - responses: the number of all answers n, passives included.
///   - z: the standard normal quantile of the confidence wanted (1.96 for two-sided 95 %).
/// - Returns: the score, its interval nil when all n answers are promoters, all are passives or
///   all are detractors; nil without responses or when the counts contradict each other.
///
/// Source: variance of a difference of multinomial proportions; Goodman, L. A. (1965), On
/// simultaneous confidence intervals for multinomial proportions, Technometrics 7, 247-254.
public func netPromoterScore(
    promoters: Int, detractors: Int, responses: Int, z: Double
) -> NetPromoterScore? {
    let passives = responses - promoters - detractors
    guard responses > 0, promoters >= 0, detractors >= 0, passives >= 0 else { return nil }

    let n = Double(responses)
    let value = 100 * Double(promoters - detractors) / n
    guard max(promoters, detractors, passives) < responses else {
        return NetPromoterScore(value: value, interval: nil)
    }

    let balance = Double(promoters - detractors) / n
    let variance = (Double(promoters + detractors) / n - balance * balance) / n
    let reach = 100 * z * variance.squareRoot()
    let interval = Interval(low: max(-100, value - reach), high: min(100, value + reach))
    return NetPromoterScore(value: value, interval: interval)
}
