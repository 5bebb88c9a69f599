import Domain
import Statistics

/// A number with its two-sided interval, its numerator and its denominator.
///
/// Source: `Documentation/methods.md`, 5 to 7.
public struct Estimate: Sendable, Hashable {
    /// The number in the metric's unit; nil with a `reason`.
    public var value: Double?
    /// The lower end of the interval; nil without a value, or with a `reason`.
    public var low: Double?
    /// The upper end of the interval; nil where `low` is.
    public var high: Double?
    /// The numerator of the value, also where the value is nil; nil where there is none.
    public var numerator: Double?
    /// The denominator of the value, also where the value is nil; nil where there is none.
    public var denominator: Double?
    /// The effective number of events, spells or accounts of a ratio of revenue, (Σ x)² / Σ x²: so
    /// many of equal size would say as much. It is there without a value, too; nil for other metrics
    /// and where all revenue is 0.
    public var effectiveCount: Double?
    /// Why the value or its interval is nil; nil where there are both.
    public var reason: NullReason?

    /// No number, for a reason.
    init(undefined reason: NullReason) {
        self.reason = reason
    }

    /// A proportion with Wilson's interval.
    static func proportion(_ part: Int, of whole: Int, policy: Policy) -> Estimate {
        var estimate = Estimate(Double(part), over: Double(whole), count: whole, policy: policy)
        guard estimate.reason == nil else { return estimate }
        let value = Double(part) / Double(whole)
        estimate.set(value, wilsonInterval(proportion: value, n: Double(whole), z: policy.z))
        return estimate
    }

    /// The gross and the net ratio of paired amounts, one pair for each event or spell.
    static func ratios(_ pairs: RevenuePairs, policy: Policy) -> (gross: Estimate, net: Estimate) {
        let sums = pairs.sums
        var gross = Estimate(sums.kept, over: sums.before, count: pairs.count, policy: policy)
        var net = Estimate(sums.after, over: sums.before, count: pairs.count, policy: policy)
        gross.effectiveCount = pairs.effectiveCount
        net.effectiveCount = pairs.effectiveCount
        guard gross.reason == nil,
            let ratio = grossNetRatio(before: pairs.before, after: pairs.after, z: policy.z)
        else { return (gross, net) }
        gross.set(ratio.gross, ratio.grossInterval)
        net.set(ratio.net, ratio.netInterval)
        return (gross, net)
    }

    /// The net promoter score of answers. Without an interval where all come from one account.
    static func netPromoterScore(_ answers: AnswerTally, policy: Policy) -> Estimate {
        let clusters = answers.promoterAnswers
        let count = clusters.reduce(0) { $0 + $1.answers }
        var estimate = Estimate(
            Double(clusters.reduce(0) { $0 + $1.balance }), over: Double(count), count: count,
            policy: policy)
        guard estimate.reason == nil,
            let score = Statistics.netPromoterScore(
                clusters, priorAnswers: policy.npsPriorAnswers, z: policy.z)
        else { return estimate }
        estimate.set(score.value, score.interval)
        if score.interval == nil { estimate.reason = .oneAccount }
        return estimate
    }

    /// An estimate whose value is still to be set, or the reason why it has none.
    private init(_ numerator: Double, over denominator: Double, count: Int, policy: Policy) {
        self.numerator = numerator
        self.denominator = denominator
        reason =
            Double(count) < policy.minimumCount ? .tooFew : denominator == 0 ? .noData : nil
    }

    private mutating func set(_ value: Double, _ interval: Interval?) {
        self.value = value
        low = interval?.low
        high = interval?.high
        reason = interval == nil ? .noVariation : nil
    }
}
