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
        commandName: "scorecard", abstract: "Print one card, or all of them in a line each.")

    @OptionGroup var options: MonthOptions

    @Argument(help: "The CSM's identifier (default: company, teams and all CSMs).")
    var csmID: String?

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let review = try options.review()
        guard let csmID else {
            if json { try Terminal.print(review.cardsJSON()) } else { try showAll(review) }
            return
        }
        guard let card = review.card(of: CSMID(csmID)) else {
            throw CommandError.unknownCSM(csmID)
        }
        if json { try Terminal.print(review.cardJSON(card)) } else { try show(card, of: review) }
    }

    private func showAll(_ review: MonthlyReview) throws {
        let board = review.scoreboard
        try Terminal.show(
            "As of \(review.frame.asOf), the 12 months up to it. \(board.company.sentence)\n")
        var table = Table([
            "", ">due", ">settled", ">renewed", ">rate", "range", "target", ">expected",
            "by luck alone",
            "against an average book",
        ])
        let cards =
            [board.company] + board.teams + board.csms + [board.transition, board.unassigned]
        for card in cards {
            let rate = card.metrics.logoRenewalRate
            let fair = review.fair.figures(of: card.scope)
            // The company's expectation is learnt from all renewals, so it is what was renewed.
            let expected = card.scope == .company ? "–" : fair?.expectedText ?? ""
            table.add([
                review.name(of: card.scope), "\(card.renewals.due)", "\(card.renewals.settled)",
                "\(card.renewals.renewed)", rate.valueText(as: .logoRenewalRate),
                rate.rangeText(as: .logoRenewalRate) ?? "",
                rate.comparison.verdictWords ?? "",
                expected, fair?.rangeText ?? "", fair?.bandWords ?? "",
            ])
        }
        let luck = verdictsByLuck(
            cards, metrics: { _ in [.logoRenewalRate] }, policy: review.policy)
        try Terminal.show(
            ([table.text, "", review.fairSentence] + [luck].compactMap(\.self))
                .joined(separator: "\n"))
    }

    private func show(_ card: Scorecard, of review: MonthlyReview) throws {
        try Terminal.show(
            "\(review.name(of: card.scope)), as of \(review.frame.asOf)\n\(card.sentence)\n")
        var table = Table(["", ">value", "", "target", ""])
        for metric in card.shownRates {
            let rate = card.metrics[keyPath: metric.path]
            table.add([
                metric.title, rate.valueText(as: metric),
                [
                    rate.rangeText(as: metric)
                        ?? rate.reasonText(as: metric, policy: review.policy),
                    rate.basisText(as: metric, currency: review.policy.reportingCurrency),
                ].compactMap(\.self).joined(separator: "; "),
                rate.comparison.target.map { targetText($0, metric.format) } ?? "",
                rate.verdictText(as: metric) ?? "",
            ])
        }
        for metric in AmountMetric.allCases {
            let amount = card.metrics[keyPath: metric.path]
            let format = metric.format(currency: review.policy.reportingCurrency)
            table.add([
                metric.title, amount.value.map(format.text) ?? "-", metric.meaning,
                amount.comparison.target.map { targetText($0, format) } ?? "",
                amount.comparison.verdictWords ?? "",
            ])
        }
        let endGame = review.fair.figures(of: card.scope)?.endGameSentence
        let sentences = review.fairSentences(of: card.scope) + [endGame].compactMap(\.self)
        try Terminal.show(([table.text, ""] + sentences).joined(separator: "\n"))
    }
}
