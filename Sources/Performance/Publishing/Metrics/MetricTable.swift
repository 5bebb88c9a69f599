import Attribution
import Calendar
import Domain
import Review
import Scorecards

/// The metrics of a scorecard in groups, in words.
struct MetricTable {
    /// The rows below one heading.
    struct Group {
        let heading: String
        /// The ends of the scale of its bars: "60 %" and "110 %"; nil where they share none.
        let scaleEnds: [String]?
        let rows: [MetricRow]
    }

    let caption: String
    /// What stands above the columns of earlier figures: "Sep 2026", "Oct 2025".
    let earlierMonths: [String]
    /// Whether each metric says what it means.
    let isExplained: Bool
    let groups: [Group]

    /// The table of a card. Metrics without a meaning for its scope are left out.
    ///
    /// - Parameters:
    ///   - card: the scorecard.
    ///   - name: the name of its scope.
    ///   - isExplained: whether each metric says what it means.
    ///   - review: the review, for its policy and earlier months.
    init(_ card: Scorecard, name: String, isExplained: Bool, in review: MonthlyReview) {
        caption =
            "\(name): metrics in \(review.frame.month.name), beside earlier months by what is "
            + "known today"
        earlierMonths = EarlierMonth.allCases.map { $0.month(before: review.frame).name }
        self.isExplained = isExplained
        let shown = card.shownRates
        groups = MetricGroup.allCases.map { group in
            let rates = group.rates.filter { metric in
                shown.contains(metric)
                    && card.metrics[keyPath: metric.path].estimate.reason != .notApplicable
            }
            let scale = card.scale(of: rates)
            return Group(
                heading: group.title,
                scaleEnds: scale.map { scale in
                    [scale.low, scale.high].map {
                        targetText($0, RateMetric.logoRenewalRate.format)
                    }
                },
                rows: rates.map { MetricRow($0, of: card, on: scale, in: review) }
                    + group.amounts.map { MetricRow($0, of: card, in: review) })
        }
    }
}

extension Scorecard {
    /// The scale that holds the intervals and targets of some rates, without those that have a scale of
    /// their own; nil without an interval.
    fileprivate func scale(of rates: [RateMetric]) -> RangeScale? {
        let shown = rates.filter { $0.ownScale == nil }.map { metrics[keyPath: $0.path] }
            .filter { $0.estimate.low != nil }
        return RangeScale(
            holding: shown.flatMap { rate in
                [rate.estimate.low, rate.estimate.high, rate.comparison.target].compactMap(\.self)
            })
    }
}
