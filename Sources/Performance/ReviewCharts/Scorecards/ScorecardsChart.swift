import Attribution
import Calendar
import Formats
import Review
import Charting
import Domain
import Scorecards

private let comparedMetrics: [RateMetric] = [.logoRenewalRate, .netRenewalRate, .nps]

extension MonthlyReview {
    /// Every CSM's rates with their intervals. The small lines show contracts due, which are exact
    /// however few they are: monthly rates of one person are noise.
    func scorecardsChart() -> DescribedChart {
        let due = renewalsDueByMonth()
        let cards = cardsByName
        let rows = cards.map { csm, card -> [IntervalTable.Cell] in
            let renewals = card.renewals
            let first: [IntervalTable.Cell] = [
                .text(csm.name), .number("\(renewals.renewed) of \(renewals.settled)"),
            ]
            return first + comparedMetrics.map { cell($0, card) }
                + [.sparkline(due[csm.id, default: []].map { Double($0) })]
        }
        let settled = cards.reduce(0) { $0 + $1.card.renewals.settled }
        let chart = IntervalTable(
            text: ChartText(
                title: scorecardsTitle(cards.map(\.card)),
                subtitle:
                    "CSMs by name, \(Int(policy.windowMonths)) months to \(frame.month.name); "
                    + "lines show what chance leaves open (95 %)",
                footer: footer(
                    "n = \(counted(settled, "settled renewal"))", "not ranked: books differ",
                    "chance alone sets about 1 in 20 apart from a target")),
            columns: columns, rows: rows)
        let books = cards.map { csm, card in
            let rate = card.metrics.logoRenewalRate
            let texts = [
                rate.valueText(as: .logoRenewalRate), rate.rangeText(as: .logoRenewalRate),
            ]
            return (
                fact: "\(csm.name): \(texts.compactMap { $0 }.joined(separator: ", "))",
                standsOut: comparedMetrics.contains { isClear(card.metrics[keyPath: $0.path]) }
            )
        }
        return DescribedChart(chart: chart, books: books)
    }

    private var columns: [IntervalTable.Column] {
        let percent = IntervalTable.Kind.interval(.percent(decimals: 0))
        return [
            IntervalTable.Column(heading: "CSM", unit: "", kind: .text),
            IntervalTable.Column(heading: "Renewed", unit: "of settled", kind: .number),
            IntervalTable.Column(heading: "Renewal rate", unit: "% of contracts", kind: percent),
            IntervalTable.Column(heading: "Net renewal rate", unit: "% of revenue", kind: percent),
            IntervalTable.Column(
                heading: "NPS", unit: "−100 to +100", kind: .interval(.signed(decimals: 0))),
            IntervalTable.Column(heading: "Due", unit: "a month", kind: .sparkline),
        ]
    }

    private func cell(_ metric: RateMetric, _ card: Scorecard) -> IntervalTable.Cell {
        let rate = card.metrics[keyPath: metric.path]
        guard let value = rate.estimate.value else {
            return .missing(reason: TargetVerdict.cannotTell.words)
        }
        let versus: IntervalTable.Versus =
            switch rate.comparison.versusTarget {
            case .above, .met: .above
            case .below, .notMet: .below
            case .cannotTell: .cannotTell
            case nil: .none
            }
        return .interval(
            value: value, low: rate.estimate.low, high: rate.estimate.high,
            target: rate.comparison.target, versus: versus)
    }

    /// Whether a rate differs from its target beyond chance.
    private func isClear(_ rate: Rate) -> Bool {
        rate.estimate.value != nil
            && (rate.comparison.versusTarget == .above || rate.comparison.versusTarget == .below)
    }

    /// The title speaks of all rates that the picture emphasises.
    private func scorecardsTitle(_ cards: [Scorecard]) -> String {
        let rates = cards.flatMap { card in comparedMetrics.map { card.metrics[keyPath: $0.path] } }
            .filter { $0.estimate.value != nil }
        let verdicts = rates.compactMap(\.comparison.versusTarget)
        let clear = rates.count(where: isClear)
        return if cards.isEmpty {
            "No CSM has a card yet"
        } else if rates.isEmpty {
            "Too few renewals and answers to tell any CSM’s rates yet"
        } else if verdicts.isEmpty {
            "What can be told of \(counted(cards.count, "CSM")), and what chance leaves open"
        } else if clear == 0 {
            "No rate or score differs from its target beyond chance"
        } else {
            "\(clear) of \(verdicts.count) rates and scores "
                + "\(clear == 1 ? "differs" : "differ") from target beyond chance"
        }
    }
}
