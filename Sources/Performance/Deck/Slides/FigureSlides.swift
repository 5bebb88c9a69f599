import Attribution
import Calendar
import Domain
import Formats
import Office
import Review
import Scorecards

extension ReviewDeck {
    /// The last quarters and years of the company; nothing without a settled one.
    var quarterSlides: [Slide] {
        guard let history = review.periods.first(where: { $0.team == nil }) else { return [] }
        let quarters = history.quarters.filter { $0.renewals.due > 0 }
        guard let last = quarters.last else { return [] }
        let known = review.scoreboard.company.shownRates
        let metrics = PeriodFigures.rates.filter { metric in
            known.contains(metric)
                && (quarters + history.years).contains {
                    $0.metrics[keyPath: metric.path].estimate.value != nil
                }
        }
        func row(_ figures: PeriodFigures, isYear: Bool = false) -> [TableCell] {
            [
                TableCell(figures.period.name, isBold: isYear),
                TableCell("\(figures.renewals.renewed) of \(figures.renewals.settled)"),
            ]
                + metrics.map { metric in
                    let value = figures.metrics[keyPath: metric.path].estimate.value
                    return TableCell(value.map(metric.format.text) ?? "–")
                }
        }
        let years = history.years.filter { $0.renewals.due > 0 }
        return [
            Slide(
                layout: .chart, title: quarterTitle(quarters, last: last),
                subtitle: "Fiscal quarters and years that have ended, whole company",
                content: [
                    .table(
                        SlideTable(
                            columns: [
                                TableColumn("Period", weight: 1.1),
                                TableColumn("Renewed", isNumeric: true, weight: 1.2),
                            ] + metrics.map { TableColumn($0.title, isNumeric: true) },
                            rows: quarters.map { row($0) } + years.map { row($0, isYear: true) },
                            altText: quarterTitle(quarters, last: last) + "."))
                ],
                source:
                    "renewed: of contracts settled  ·  –: too few, or no data  ·  periods differ "
                    + "by chance, too",
                notes: notes(
                    metrics.map { "\($0.title): \($0.meaning)." }.joined(separator: "\n"),
                    basis: "n = \(counted(last.renewals.settled, "settled renewal")) in "
                        + last.period.name))
        ]
    }

    private func quarterTitle(_ quarters: [PeriodFigures], last: PeriodFigures) -> String {
        func rate(_ figures: PeriodFigures) -> Double? {
            figures.metrics.logoRenewalRate.estimate.value
        }
        let percent = ValueFormat.percent(decimals: 0)
        let rates = quarters.dropLast().compactMap(rate)
        guard let now = rate(last) else {
            return "Too few contracts are settled in \(last.period.name) to tell its renewal rate"
        }
        let start = "\(percent.text(now)) of contracts renewed in \(last.period.name)"
        guard let low = rates.min(), let high = rates.max(), rates.count > 1 else { return start }
        return start + "; \(percent.plain(low)) to \(percent.text(high)) in the "
            + "\(spelledOut(Double(rates.count))) quarters before"
    }

    /// The teams that may be shown; nothing without one.
    var teamSlides: [Slide] {
        let cards = review.scoreboard.teams
        guard !cards.isEmpty else { return [] }
        let compared = cards.compactMap { review.fair.figures(of: $0.scope)?.chance?.band }
        let outside = compared.count(where: \.isOutside)
        let title =
            compared.isEmpty
            ? "Too few contracts are settled to compare teams"
            : outside == 0
                ? "All \(numberText(Double(compared.count))) teams renewed about as many contracts as "
                    + "expected"
                : "\(outside) of \(counted(compared.count, "team")) "
                    + "\(outside == 1 ? "lies" : "lie") outside the expected range"
        return [
            Slide(
                layout: .chart, title: title,
                subtitle: "Teams by name, \(monthsWords(review.frame.windowMonths)) to "
                    + review.frame.month.name,
                content: [
                    .table(
                        SlideTable(
                            columns: [
                                TableColumn("Team", weight: 1.4),
                                TableColumn("Renewed", isNumeric: true),
                                TableColumn("Renewal rate", isNumeric: true),
                                TableColumn("Likely", isNumeric: true, weight: 1.2),
                                TableColumn("Net renewal rate", isNumeric: true),
                                TableColumn("Compared with an average team", weight: 2.2),
                            ], rows: cards.map(row), altText: title + "."))
                ],
                source: audience == .board
                    ? "teams of fewer than \(numberText(review.policy.smallestTeam)) people are only in "
                        + "company figures" : nil,
                notes: notes(
                    "Each team's renewals beside what an average team would have had with the same "
                        + "accounts.", basis: basis))
        ]
    }

    private func row(_ card: Scorecard) -> [TableCell] {
        let rate = card.metrics.logoRenewalRate
        let net = card.metrics.netRenewalRate
        let figures = review.fair.figures(of: card.scope)
        return [
            TableCell(review.name(of: card.scope)),
            TableCell("\(card.renewals.renewed) of \(card.renewals.settled)"),
            TableCell(rate.valueText(as: .logoRenewalRate)),
            TableCell(rate.intervalText(as: .logoRenewalRate) ?? "–"),
            TableCell(net.valueText(as: .netRenewalRate)),
            TableCell(
                figures?.bandWords ?? "–",
                isBold: figures?.chance?.band.isOutside ?? false),
        ]
    }
}
