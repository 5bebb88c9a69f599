import Attribution
import Closing
import Domain
import Formats
import Review
import Scorecards

extension BriefSubject {
    /// What was restated since the last close: of the rates on the card, the one that moved the most
    /// money.
    ///
    /// Source: `Documentation/methods.md`, 22.
    var restatementFindings: [Finding] {
        guard let found = review.restated, let card = found.cards.first(where: isOwn),
            let moved = card.figures.compactMap(moved).max(by: { $0.stake < $1.stake })
        else { return [] }
        let (figure, metric, stake) = moved
        let month = found.closed.month.fullName
        let kind = CardFigure.all[figure.place]
        func text(_ value: Double?) -> String {
            value.map { metric.format.text($0) } ?? "–"
        }
        let reasons = figure.steps.map(\.group.words)
        return [
            finding(
                .restated, .worse, .strong, stake: stake,
                title: "\(month) was restated since it was closed: \(kind.metricTitle) was "
                    + "published as \(text(figure.published)) and is \(text(figure.current)) today.",
                figure: Finding.Figure(
                    value: text(figure.current), beside: "\(text(figure.published)) published"),
                action: "Because of \(reasons.joined(separator: ", ")). Say so where the "
                    + "published figure was used, or close \(month) again.",
                evidence: .restatements(found.closed.month))
        ]
    }

    private func isOwn(_ card: Restatements.Card) -> Bool {
        switch (card.subject, scope) {
        case (.company, .company): true
        case (.team(let name), .team(let own)): name == Array(own.utf8)
        default: false
        }
    }

    /// A rate that was restated, with the money that the difference is of; nil for other figures.
    private func moved(
        _ figure: Restatements.Figure
    ) -> (figure: Restatements.Figure, metric: RateMetric, stake: Double)? {
        guard let metric = CardFigure.all[figure.place].metric, figure.isRestated,
            let difference = figure.difference
        else { return nil }
        let money =
            switch metric {
            case .logoRenewalRate, .customerRenewalRate, .grossRenewalRate, .netRenewalRate:
                revenueUp(card)
            case .grossRevenueRetention, .netRevenueRetention, .logoChurnRate: revenueNow(card)
            case .nps: revenueNow(card) * policy.briefVoiceShare / 100
            case .csat: revenueNow(card) * policy.briefVoiceShare
            }
        return (figure, metric, abs(difference) * money)
    }
}

extension CardFigure {
    /// The metric's name within a sentence.
    fileprivate var metricTitle: String {
        guard let metric else { return name }
        return metric == .nps || metric == .csat ? metric.title : "the \(metric.title.lowercased())"
    }
}
