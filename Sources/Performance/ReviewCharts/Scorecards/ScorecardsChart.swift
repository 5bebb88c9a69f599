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
                .name(csm.label), .number("\(renewals.renewed) of \(renewals.settled)"),
            ]
            let answers = card.metrics.nps.estimate.denominator ?? 0
            return first + comparedMetrics.map { cell($0, card) }
                + [
                    .number(numberText(answers)),
                    .sparkline(due[csm.id, default: []].map { Double($0) }),
                ]
        }
        let settled = cards.reduce(0) { $0 + $1.card.renewals.settled }
        let chart = IntervalTable(
            text: ChartText(
                title: scorecardsTitle(cards.map(\.card)),
                subtitle:
                    "CSMs by name, \(Int(frame.windowMonths)) months to \(frame.month.name); "
                    + "lines show what luck leaves open (95 %)",
                footer: footer(
                    "n = \(counted(settled, "settled renewal"))", "not ranked: portfolios differ",
                    untoldFooter(cards.map(\.card)))),
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
            IntervalTable.Column(heading: "Answers", unit: "to NPS", kind: .number),
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

    /// Whether a rate differs from its target by more than luck mostly gives.
    private func isClear(_ rate: Rate) -> Bool {
        rate.estimate.value != nil
            && (rate.comparison.versusTarget == .above || rate.comparison.versusTarget == .below)
    }

    /// The rates that the picture shows.
    private func shownRates(_ cards: [Scorecard]) -> [Rate] {
        cards.flatMap { card in comparedMetrics.map { card.metrics[keyPath: $0.path] } }
            .filter { $0.estimate.value != nil }
    }

    /// How many rates cannot be compared with their targets, and why; nil where all can.
    private func untoldFooter(_ cards: [Scorecard]) -> String? {
        let reasons = shownRates(cards).compactMap(\.comparison.verdictReason)
        guard !reasons.isEmpty else { return nil }
        return "\(counted(reasons.count, "verdict")) cannot be told: \(words(for: reasons))"
    }

    private func words(for reasons: [VerdictReason]) -> String {
        guard reasons.contains(.outcomesMissing) else { return "too few" }
        return reasons.contains(.tooFewForVerdict)
            ? "outcomes are missing or too few" : "outcomes are missing"
    }

    /// The title speaks of all rates that the picture emphasises.
    private func scorecardsTitle(_ cards: [Scorecard]) -> String {
        let rates = shownRates(cards)
        let compared = rates.filter { $0.comparison.versusTarget != nil }
        let decided = compared.filter { $0.comparison.verdictReason == nil }
        let byLuck = decimalText(Double(decided.count) * policy.significance, decimals: 1)
        let clear = rates.count(where: isClear)
        return if cards.isEmpty {
            "No CSM has a card yet"
        } else if rates.isEmpty {
            "Too few renewals and answers to tell any CSM’s rates yet"
        } else if compared.isEmpty {
            "What can be told of \(counted(cards.count, "CSM")), and what luck leaves open"
        } else if decided.isEmpty {
            "No rate can be compared: "
                + words(for: compared.compactMap(\.comparison.verdictReason))
        } else if clear == 0 {
            "No rate or score differs from target; luck alone would give about \(byLuck)"
        } else {
            "\(clear) of \(decided.count) rates and scores "
                + "\(clear == 1 ? "differs" : "differ") from target; luck gives about \(byLuck)"
        }
    }
}
