import Calendar
import Formats
import Attribution
import Publishing
import Terminal
import ArgumentParser
import Charting
import Domain
import Review
import Scorecards

struct ScorecardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scorecard", abstract: "Print one scorecard, or a line for each.")

    @OptionGroup var options: MonthOptions

    @Argument(help: "The CSM's identifier (default: company, teams and all CSMs).")
    var csmID: String?

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let review = try options.review([.fair])
        guard let csmID else {
            if json { try Terminal.print(review.cardsJSON()) } else { try showAll(review) }
            return
        }
        guard let card = review.card(of: CSMID(csmID)) else {
            throw CommandError.unknownCSM(csmID, closest: review.closestCSM(to: csmID))
        }
        if json { try Terminal.print(review.cardJSON(card)) } else { try show(card, of: review) }
    }

    private func showAll(_ review: MonthlyReview) throws {
        let board = review.scoreboard
        if let sentence = review.publication.sentence { try Terminal.show(sentence) }
        try Terminal.show(
            "As of \(review.frame.asOf), over the last 12 months. \(board.company.sentence)\n")
        let cards =
            [board.company] + board.teams + board.csms + [board.transition, board.unassigned]
        var rates = Table(["~renewals", ">due", ">renewed", ">rate", "likely", "target"])
        var comparison = Table(["~fair comparison", ">expected", "expected range", "verdict"])
        for card in cards {
            let (name, rate) = (review.name(of: card.scope), card.metrics.logoRenewalRate)
            rates.add([
                name, "\(card.renewals.due)",
                "\(card.renewals.renewed) of \(card.renewals.settled)",
                rate.estimate.value == nil ? "–" : rate.valueText(as: .logoRenewalRate),
                rate.shortRangeText(as: .logoRenewalRate) ?? "",
                rate.comparison.verdictWords ?? "",
            ])
            // The company's expectation is learnt from all renewals, so it is what was renewed.
            guard card.scope != .company else { continue }
            let fair = review.fair.figures(of: card.scope)
            comparison.add([
                name, fair?.expectedText ?? "", fair?.rangeText ?? "", fair?.bandWords ?? "",
            ])
        }
        let luck = verdictsByLuck(
            cards, metrics: { _ in [.logoRenewalRate] }, policy: review.policy)
        try Terminal.show(
            ([rates.text, "", comparison.text, "", review.fairSentence]
                + [luck].compactMap(\.self)).joined(separator: "\n"))
    }

    private func show(_ card: Scorecard, of review: MonthlyReview) throws {
        if let sentence = review.publication.sentence { try Terminal.show(sentence) }
        try Terminal.show(
            "\(review.name(of: card.scope)), as of \(review.frame.asOf)\n\(card.sentence)\n")
        var rates = Table(["", ">value", "likely", "target", ""])
        var bases = Table(["based on", ""])
        for metric in card.shownRates {
            let rate = card.metrics[keyPath: metric.path]
            rates.add([
                metric.title, rate.estimate.value == nil ? "–" : rate.valueText(as: metric),
                rate.shortRangeText(as: metric)
                    ?? rate.reasonText(as: metric, policy: review.policy) ?? "",
                rate.comparison.target.map { targetText($0, metric.format) } ?? "",
                rate.verdictText(as: metric) ?? "",
            ])
            if let basis = rate.basisText(as: metric, currency: review.policy.reportingCurrency) {
                bases.add([
                    metric.title, basis.hasPrefix("of ") ? String(basis.dropFirst(3)) : basis,
                ])
            }
        }
        var amounts = Table(["", ">value", "", "target", ""])
        for metric in AmountMetric.allCases {
            let amount = card.metrics[keyPath: metric.path]
            let format = metric.format(currency: review.policy.reportingCurrency)
            amounts.add([
                metric.title, amount.value.map(format.text) ?? "–", metric.meaning(in: .month),
                amount.comparison.target.map { targetText($0, format) } ?? "",
                amount.comparison.verdictWords ?? "",
            ])
        }
        var tables = [rates.text, amounts.text]
        if !bases.isEmpty { tables.append(bases.text) }
        for table in tables { try Terminal.show(table + "\n") }
        let endGame = review.fair.figures(of: card.scope)?.endGameSentence
        let sentences = review.fairSentences(of: card.scope) + [endGame].compactMap(\.self)
        try Terminal.show(sentences.joined(separator: "\n"))
    }
}

extension Rate {
    /// The likely range for a column: "84 to 93 %"; nil without one.
    fileprivate func shortRangeText(as metric: RateMetric) -> String? {
        rangeText(as: metric).map { text in
            text.replacing("likely ", with: "").replacing("between ", with: "")
                .replacing(" and ", with: " to ")
        }
    }
}
