import Calendar
import Formats
package import Attribution
import Domain
package import Scorecards

/// A figure of an earlier month, in words.
package struct EarlierFigure: Sendable, Equatable {
    /// The value with its unit; `–` without one.
    package let text: String
    /// Why there is no value; nil with one.
    package let reason: String?
}

extension MonthlyReview {
    /// What a rate was in an earlier month, by the facts known today.
    ///
    /// - Parameters:
    ///   - metric: the rate.
    ///   - scope: whose it is.
    ///   - earlier: which month.
    /// - Returns: the value, or `–` with the reason.
    /// - Complexity: that of a scoreboard when a figure of that month is first asked for.
    package func figure(
        _ metric: RateMetric, of scope: Scope, _ earlier: EarlierMonth
    ) -> EarlierFigure {
        figure(of: scope, earlier, metric.feeds, from: \.windowStart) { card in
            let estimate = card.metrics[keyPath: metric.path].estimate
            return (estimate.value.map(metric.format.text), estimate.reason)
        }
    }

    /// What an amount was in an earlier month, by the facts known today.
    ///
    /// - Parameters:
    ///   - metric: the amount.
    ///   - scope: whose it is.
    ///   - earlier: which month.
    /// - Returns: the value, or `–` with the reason.
    /// - Complexity: that of a scoreboard when a figure of that month is first asked for.
    package func figure(
        _ metric: AmountMetric, of scope: Scope, _ earlier: EarlierMonth
    ) -> EarlierFigure {
        let format = metric.format(currency: policy.reportingCurrency)
        return figure(of: scope, earlier, metric.feeds, from: metric.start) { card in
            let amount = card.metrics[keyPath: metric.path]
            return (amount.value.map(format.text), amount.reason)
        }
    }

    /// How a rate compared with its target a month before, by the facts known today; nil without a
    /// target, and where it is withheld.
    package func previousVerdict(of metric: RateMetric, _ scope: Scope) -> TargetVerdict? {
        earlier.card(of: scope, .lastMonth)?.metrics[keyPath: metric.path].comparison.versusTarget
    }

    /// A figure that rests on some feeds, from a day of the earlier month's frame on.
    private func figure(
        of scope: Scope, _ earlier: EarlierMonth, _ feeds: [Feed],
        from start: KeyPath<ReviewFrame, Day>,
        _ figure: (Scorecard) -> (text: String?, reason: NullReason?)
    ) -> EarlierFigure {
        func unknown(_ reason: String) -> EarlierFigure { EarlierFigure(text: "–", reason: reason) }
        let frame = attributed.frame(endingIn: earlier.month(before: frame))
        let extents = self.feeds.map(\.extent).filter { feeds.contains($0.feed) }
        guard let first = extents.compactMap(\.first).min() else { return unknown("no data") }
        // The first month may begin with a day on which nothing happened.
        guard first.month <= frame[keyPath: start].month else {
            return unknown("data begin in \(first.month.name)")
        }
        guard !self.earlier.isWithheld(scope) else { return unknown("not shown here") }
        guard let card = self.earlier.card(of: scope, earlier) else {
            return unknown("no scorecard then")
        }
        let (text, reason) = figure(card)
        return text.map { EarlierFigure(text: $0, reason: nil) }
            ?? unknown(reason?.shortWords ?? "no data")
    }
}

extension NullReason {
    fileprivate var shortWords: String {
        switch self {
        case .tooFew: "too few"
        case .notApplicable: "has no meaning here"
        case .noVariation: "nothing varies"
        case .oneAccount: "one account only"
        case .noData: "no data"
        case .noOthers: "no others to compare with"
        case .outcomesMissing: "outcomes are missing"
        }
    }
}

extension RateMetric {
    /// The feeds that it may be worked out from.
    fileprivate var feeds: [Feed] {
        switch self {
        case .logoRenewalRate, .customerRenewalRate, .grossRenewalRate, .netRenewalRate:
            [.renewals]
        case .grossRevenueRetention, .netRevenueRetention, .logoChurnRate: [.arr, .renewals]
        case .nps, .csat: [.surveys]
        }
    }
}

extension AmountMetric {
    /// The feeds that it may be worked out from.
    fileprivate var feeds: [Feed] {
        switch self {
        case .expansionPipeline, .expansionWon: [.opportunities]
        case .sessionsHeld: [.sessions]
        case .accounts, .averageARR, .mrr: [.arr, .renewals]
        }
    }

    /// The first day that it looks at.
    fileprivate var start: KeyPath<ReviewFrame, Day> {
        switch self {
        case .expansionPipeline, .expansionWon: \.windowStart
        case .sessionsHeld: \.month.firstDay
        case .accounts, .averageARR, .mrr: \.asOf
        }
    }
}
