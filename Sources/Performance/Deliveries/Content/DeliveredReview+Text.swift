import Attribution
import Brief
import Calendar
import Domain
import Publishing
import Review
import Scorecards

extension DeliveredReview {
    /// What a message says about the month, line by line.
    ///
    /// - Parameter isWhole: whether it is the brief; otherwise its first sentences.
    /// - Returns: the lines.
    func lines(isWhole: Bool) -> [String] {
        var lines = ["\(subjectWords), \(review.frame.title)"]
        if let sentence = review.publication.sentence { lines.append(sentence) }
        if case .csm(let id) = reader { return lines + [""] + cardLines(of: id, isWhole: isWhole) }
        let brief = Brief(review, for: briefReader)
        lines += ["", brief.month, brief.headline]
        guard isWhole else { return lines }
        for (index, finding) in brief.findings.enumerated() {
            lines += [
                "", "\(index + 1). \(finding.title)",
                "   \(finding.figure.value), \(finding.figure.beside)", "   \(finding.action)",
            ]
        }
        if let more = brief.more { lines += ["", more] }
        if !brief.changes.isEmpty {
            lines += ["", "Changed since \(review.frame.previousTitle)"]
            lines += brief.changes.map { "- \($0)" }
        }
        if !brief.notYet.isEmpty {
            lines += ["", "Cannot be told yet"] + brief.notYet.map { "- \($0)" }
        }
        return lines
    }

    /// What the month is a review of: `Team Harbour`.
    var subjectWords: String {
        switch reader {
        case .everybody, .board: "Customer success review"
        case .team(let team): "Team \(team)"
        case .csm(let id): review.card(of: id).map { review.name(of: $0.scope) } ?? id.text
        }
    }

    private var briefReader: Brief.Reader {
        switch reader {
        case .everybody, .csm: .everybody
        case .team(let team): .team(team)
        case .board: .board
        }
    }

    /// A CSM's own card.
    private func cardLines(of id: CSMID, isWhole: Bool) -> [String] {
        guard let card = review.card(of: id) else { return [] }
        guard isWhole else { return [card.sentence] }
        let rates = card.shownRates.map { metric in
            let rate = card.metrics[keyPath: metric.path]
            let words =
                rate.estimate.value == nil
                ? rate.reasonText(as: metric, policy: review.policy) ?? "–"
                : [
                    rate.valueText(as: metric), rate.rangeText(as: metric),
                    rate.verdictText(as: metric),
                ].compactMap(\.self).joined(separator: ", ")
            return "- \(metric.title): \(words)"
        }
        return [card.sentence, ""] + rates + [""] + review.fairSentences(of: card.scope)
    }
}
