import Attribution
import Calendar
import Domain
import Formats
import Review
import Scorecards

/// A row of a table of metrics, in words.
struct MetricRow {
    let name: String
    /// What it means and what it rests on.
    let explanation: String
    let value: String
    /// Whether `value` is a number.
    let isKnown: Bool
    /// Why there is no number, or no interval.
    let reason: String?
    /// The picture; nil without an interval.
    let bar: RangeBar?
    /// The interval: "80 to 90 %".
    let interval: String?
    let verdict: String?
    let target: String?
    /// The figures of the earlier months.
    let earlier: [EarlierFigure]
}

extension MetricRow {
    /// The row of a rate.
    ///
    /// - Parameters:
    ///   - metric: the rate.
    ///   - card: whose rate.
    ///   - scale: the scale of the group's bars; nil for a rate with one of its own.
    ///   - review: the review, for its policy and earlier months.
    init(_ metric: RateMetric, of card: Scorecard, on scale: RangeScale?, in review: MonthlyReview)
    {
        let rate = card.metrics[keyPath: metric.path]
        let currency = review.policy.reportingCurrency
        name = metric.title
        let ends = metric.ownScale.map { scale in
            "the bar runs from \(targetText(scale.low, metric.format)) to "
                + targetText(scale.high, metric.format)
        }
        explanation = sentence([
            metric.meaning, rate.basisText(as: metric, currency: currency),
            rate.openText(as: metric, missing: card.missingOutcomes), ends,
        ])
        let value = rate.estimate.value
        self.value = unbroken(value.map(metric.format.text) ?? "–")
        isKnown = value != nil
        reason = rate.reasonText(as: metric, policy: review.policy).map(unbroken)
        interval = rate.intervalText(as: metric).map(unbroken)
        let aim = rate.comparison.target.map { "target " + targetText($0, metric.format) }
        target = aim.map(unbroken)
        verdict = rate.verdictText(as: metric)
        bar = value.flatMap { value in
            guard let low = rate.estimate.low, let high = rate.estimate.high,
                let scale = metric.ownScale ?? scale
            else { return nil }
            let words = [metric.format.text(value), rate.rangeText(as: metric), aim]
            return RangeBar(
                value: value, interval: low...high, target: rate.comparison.target, scale: scale,
                words: unbroken(words.compactMap(\.self).joined(separator: ", ")))
        }
        earlier = EarlierMonth.allCases.map { review.figure(metric, of: card.scope, $0) }
    }

    /// The row of an amount.
    ///
    /// - Parameters:
    ///   - metric: the amount.
    ///   - card: whose amount.
    ///   - review: the review, for its policy and earlier months.
    init(_ metric: AmountMetric, of card: Scorecard, in review: MonthlyReview) {
        let amount = card.metrics[keyPath: metric.path]
        let format = metric.format(currency: review.policy.reportingCurrency)
        let month = review.frame.month.name
        let counts = card.metrics.opportunities
        name = metric.title
        explanation = sentence([
            metric.meaning(in: review.frame.grain),
            amount.monthValue.map { "\(format.text($0)) of it in \(month)" },
            metric == .expansionPipeline
                ? "\(counts.open) open, \(counts.won) won, \(counts.lost) lost" : nil,
        ])
        value = unbroken(amount.value.map(format.text) ?? "–")
        isKnown = amount.value != nil
        reason = amount.value == nil ? "nothing to work it out from" : nil
        bar = nil
        interval = nil
        verdict = amount.comparison.verdictWords
        target = amount.comparison.target.map { unbroken("target " + targetText($0, format)) }
        earlier = EarlierMonth.allCases.map { review.figure(metric, of: card.scope, $0) }
    }
}

/// "Contracts renewed, of those settled; between 44 and 64 % once the open ones are settled."
private func sentence(_ parts: [String?]) -> String {
    let text = parts.compactMap(\.self).joined(separator: "; ")
    return unbroken(text.withCapitalInitial + ".")
}
