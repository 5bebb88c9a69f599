import Attribution
import Brief
import Calendar
import Closing
import Domain
import Formats
import Office
import Review
import Scorecards

extension ReviewDeck {
    /// What the deck is of, for whom, and whether its figures are published.
    var titleSlide: Slide {
        let whom = audience == .board ? "For the board" : "For the VP of customer success"
        let state = review.publication.sentence ?? "Figures as of \(review.frame.asOf.words)."
        return Slide(
            layout: .title, title: "Customer success review, \(review.frame.title)",
            subtitle: "\(whom). \(state)", notes: notes(scopeWords, basis: nil))
    }

    /// Which days the figures are of.
    private var scopeWords: String {
        "Figures are of the \(monthsWords(review.frame.windowMonths)) from "
            + "\(review.frame.windowStart.words) to \(review.frame.asOf.words), by what was known on "
            + "the last day, unless a slide says otherwise."
    }

    /// The month on one slide, then what changed and what cannot be told.
    var briefSlides: [Slide] {
        let (title, rest) = Self.firstSentence(of: brief.headline)
        var paragraphs: [Paragraph] = []
        for finding in brief.findings {
            paragraphs.append(
                Paragraph([TextRun(finding.title, isBold: true)], style: .bullet(level: 0)))
            paragraphs.append(.bullet(finding.action, level: 1))
        }
        if brief.isQuiet { paragraphs.append(.plain("Nothing stands out in this review.")) }
        let figures = brief.findings.map { finding in
            "\(finding.title) \(finding.figure.value), \(finding.figure.beside)."
        }
        let slide = Slide(
            layout: .text, title: title,
            subtitle: [rest, brief.month].compactMap(\.self).joined(separator: " "),
            content: [.paragraphs(paragraphs)], source: brief.more,
            notes: notes(
                "The findings are ordered by the money at stake and how well they are supported. "
                    + scopeWords,
                basis: basis, more: figures.joined(separator: "\n")))
        return [slide] + [changesSlide].compactMap(\.self)
    }

    private var changesSlide: Slide? {
        let since = review.frame.previousTitle
        // One change is the title itself.
        let only = brief.changes.count == 1 ? brief.changes.first : nil
        let parts = [
            ("Changed since \(since)", only == nil ? brief.changes : []),
            ("Cannot be told yet", brief.notYet),
        ].filter { !$0.1.isEmpty }
        guard !parts.isEmpty || only != nil else { return nil }
        let title =
            brief.changes.isEmpty
            ? "No verdict changed since \(since); what cannot be told yet"
            : only.map { Self.firstSentence(of: $0).first }
                ?? "\(spelledOut(Double(brief.changes.count)).withCapitalInitial) verdicts changed "
                + "since \(since)"
        let lines =
            parts.isEmpty
            ? [Paragraph.plain("No other verdict changed since \(since).")]
            : parts.flatMap { heading, lines in
                [Paragraph.heading(heading)] + lines.map { Paragraph.bullet($0) }
            }
        return Slide(
            layout: .text, title: title, content: [.paragraphs(lines)],
            notes: notes(
                "A verdict changes only beyond chance. Figures that move within chance are not "
                    + "listed.", basis: basis))
    }

    /// How many renewals the headline rests on.
    var basis: String {
        let renewals = review.scoreboard.company.renewals
        return "n = \(counted(renewals.settled, "settled renewal")) of "
            + "\(numberText(Double(renewals.due))) due"
    }

    /// The first sentence of a text without its full stop, and what follows it.
    static func firstSentence(of text: String) -> (first: String, rest: String?) {
        var end = text.startIndex
        while let point = text[end...].firstIndex(of: ".") {
            let next = text.index(after: point)
            guard next < text.endIndex else { return (String(text[..<point]), nil) }
            if text[next] == " " {
                let rest = text[next...].drop { $0 == " " }
                return (String(text[..<point]), rest.isEmpty ? nil : String(rest))
            }
            end = next
        }
        return (text, nil)
    }

    /// What there was too little of to draw; nothing where all charts are shown.
    func notShownSlides(_ titles: [String]) -> [Slide] {
        guard !titles.isEmpty else { return [] }
        return [
            Slide(
                layout: .text,
                title: "\(counted(titles.count, "chart")) cannot be drawn yet: there is too little "
                    + "data",
                content: [.paragraphs(titles.map { Paragraph.bullet($0 + ".") })],
                notes: notes(
                    "These charts are left out and not shown empty. Data quality says what is "
                        + "missing.", basis: basis))
        ]
    }
}
