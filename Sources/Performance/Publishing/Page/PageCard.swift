import Calendar
import Formats
import Attribution
import Review
import Charting
import Domain
import Scorecards

/// A scorecard on a page, in words.
struct PageCard {
    /// A row of the card's table.
    struct Row {
        let metric: String
        let meaning: String
        let value: String
        /// Whether `value` is a number.
        let isKnown: Bool
        /// The interval, the range still open, and reasons.
        let notes: [String]
        let verdict: String?
        let aim: String?
    }

    let anchor: String
    let cardName: String
    let sentence: String
    let counts: String
    /// The fair comparison in sentences.
    let fair: [String]
    private(set) var rows: [Row]
    let largest: String?
}

extension PageCard {
    /// The words of a card.
    ///
    /// - Parameters:
    ///   - card: the scorecard.
    ///   - anchor: its anchor, unique on the page.
    ///   - name: the name of its scope.
    ///   - review: the review, for its policy and its accounts.
    init(
        _ card: Scorecard, anchor: String, name: String, in review: MonthlyReview
    ) {
        self.anchor = anchor
        cardName = name
        sentence = unbroken(card.sentence)
        counts = card.renewals.words
        fair = review.fairSentences(of: card.scope).map(unbroken)
        let policy = review.policy
        rows =
            card.shownRates.compactMap { metric in
                let rate = card.metrics[keyPath: metric.path]
                return rate.estimate.reason == .notApplicable
                    ? nil : Row(rate, metric, missing: card.missingOutcomes, policy: policy)
            }
            + AmountMetric.allCases.map { metric in
                Row(
                    card.metrics[keyPath: metric.path], metric, card.metrics.opportunities,
                    month: review.frame.month, policy: policy)
            }
        largest = card.largestShare.map { largest in
            let account = review.attributed.portfolio.accounts[largest.account]
            let format = RateMetric.netRenewalRate.format
            let others = largest.netRenewalRateWithout.map {
                "; without it, \(format.text($0)) of revenue was renewed net"
            }
            return unbroken(
                "Largest customer: \(account.name ?? account.id.text), "
                    + "\(format.text(largest.share)) of the revenue that was up for renewal"
                    + (others ?? "") + ".")
        }
    }
}

extension PageCard {
    /// The card without comparisons that have no meaning: a pool has no target.
    var onlyKnown: PageCard {
        var card = self
        card.rows = rows.filter(\.isKnown)
        return card
    }
}

extension PageCard.Row {
    fileprivate init(_ rate: Rate, _ metric: RateMetric, missing: Int, policy: Policy) {
        self.metric = metric.title
        meaning = metric.meaning
        value = unbroken(rate.valueText(as: metric))
        isKnown = rate.estimate.value != nil
        notes = [
            rate.basisText(as: metric, currency: policy.reportingCurrency),
            rate.rangeText(as: metric), rate.reasonText(as: metric, policy: policy),
            rate.openText(as: metric, missing: missing),
        ].compactMap { $0.map(unbroken) }
        verdict = rate.verdictText(as: metric)
        aim = rate.comparison.words { targetText($0, metric.format) }.map(unbroken)
    }

    fileprivate init(
        _ amount: Amount, _ metric: AmountMetric, _ opportunities: OpportunityCounts, month: Month,
        policy: Policy
    ) {
        let format = metric.format(currency: policy.reportingCurrency)
        self.metric = metric.title
        meaning = metric.meaning
        value = unbroken(amount.value.map(format.text) ?? "–")
        isKnown = amount.value != nil
        let inMonth =
            metric == .sessionsHeld
            ? "in \(month.name)"
            : amount.monthValue.map { "\(format.text($0)) in \(month.name)" }
        let stages =
            metric == .expansionPipeline
            ? "\(opportunities.open) open, \(opportunities.won) won, \(opportunities.lost) lost"
            : nil
        notes = [inMonth, stages].compactMap { $0 }
        verdict = amount.comparison.verdictWords
        aim = amount.comparison.words { targetText($0, format) }
    }
}

extension Comparison {
    /// The target and the benchmarks; nil with neither.
    fileprivate func words(_ text: (Double) -> String) -> String? {
        let published = benchmarks.map { benchmark in
            "\(benchmark.statistic)\(benchmark.segment.map { " in \($0)" } ?? "") "
                + text(benchmark.value) + (benchmark.asOf.map { " (\($0.words))" } ?? "")
        }
        let parts =
            (target.map { ["target \(text($0))"] } ?? [])
            + (published.isEmpty ? [] : ["benchmarks: " + published.joined(separator: ", ")])
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

extension RenewalCounts {
    /// The outcomes of the contracts in one line. Counts of 0 are left out.
    package var words: String {
        guard due > 0 else { return "No contract was due." }
        func part(_ count: Int, _ word: String) -> String? { count > 0 ? "\(count) \(word)" : nil }
        let states = [
            part(renewed, "renewed"), part(churned, "not renewed"),
            part(lapsed, "never closed and counted as lost"),
            part(pending, "just due"), part(overdue, "overdue"),
        ].compactMap { $0 }
        let times = [
            part(onTime, "closed on time"), part(early, "of them before the month due"),
            part(late, "closed late"),
        ].compactMap { $0 }
        return "\(counted(due, "contract")) due: \(states.joined(separator: ", "))"
            + (times.isEmpty ? "." : "; \(times.joined(separator: ", ")).")
    }
}
