import Publishing
import Calendar
import Formats
import Attribution
import Terminal
import Domain
import OverrideAudit
import Review
import Scorecards
import Statistics

/// The override audit of a review, as tables for a terminal.
struct AuditReport {
    private let review: MonthlyReview

    init(_ review: MonthlyReview) {
        self.review = review
    }

    private static let figureColumns = [
        ">judged", ">renewed", ">churned", ">score implied", "expected range", ">points", "likely",
    ]

    /// A table and a sentence for each direction, then the segments that show a difference.
    var overview: String {
        let audit = review.audit
        var text =
            "As of \(review.frame.asOf): \(counted(audit.overrides.count, "override")). A renewal can judge "
            + "\(audit.count(of: .eligible)) of them, in \(counted(audit.episodes.count, "episode")).\n"
            + (audit.withdrawnSentence.map { $0 + "\n" } ?? "")
            + (audit.unknownTierSentence.map { $0 + "\n" } ?? "")
        for (figures, worth) in zip(audit.directions, audit.worth) {
            var table = Table(["", ""])
            let rows: [(String, String, String?)] = [
                ("with a known outcome", "\(figures.matured)", nil),
                ("renewed", "\(figures.matured - figures.churned)", nil),
                ("churned", "\(figures.churned)", nil),
                (
                    "churn implied by their scores", figures.expectedText,
                    figures.rangeNote ?? figures.expectedReason(review.policy)
                ),
                (
                    "points against similar accounts", figures.differenceText,
                    figures.differenceRangeText.map {
                        "likely \($0), p \(figures.matched?.test.p.map(probabilityText) ?? "–")"
                    }
                        ?? figures.differenceReason(review.policy)
                ),
                ("what such a call is worth", worth.words, nil),
                ("still open", "\(figures.open)", nil),
            ]
            for (label, value, note) in rows {
                table.add([label, value + (note.map { " (\($0))" } ?? "")])
            }
            text += "\nOverridden \(figures.direction.title.lowercased())\n\(table.text)\n"
            text += "\(worth.sentence) \(figures.sentence)\n"
        }
        let shown = audit.shownSegments
        guard !shown.isEmpty else {
            return text + "\nNo segment stands out; --by lists all. \(candidatesByLuck)"
        }
        var table = Table(["segment", "override", ">points", "likely", ">adjusted p", "state"])
        for segment in shown {
            table.add([
                "\(segment.dimension.title): \(segment.value)",
                segment.figures.direction.comparative, segment.figures.differenceText,
                segment.figures.differenceRangeText ?? "",
                segment.adjustedP.map(probabilityText) ?? "–", segment.status.words(review.policy),
            ])
        }
        let sentences = audit.sentencesOfParts.map { "\n" + $0 }.joined(separator: "\n")
        return text + "\nSegments where judgement and score differ\n\(table.text)\n\(sentences)"
    }

    /// A table with a row for each value and direction.
    func text(by parting: AuditCommand.Parting) -> String {
        switch parting {
        case .dimension(let dimension): text(by: dimension)
        case .csm: textByCSM
        }
    }

    private func text(by dimension: Dimension) -> String {
        let segments = review.audit.segments.filter { $0.dimension == dimension }
        guard !segments.isEmpty else {
            return "No episode with a known outcome as of \(review.frame.asOf) has a value for "
                + "\(dimension.title.lowercased())."
        }
        var table = Table(
            [dimension.title.lowercased(), "override"] + Self.figureColumns
                + [">adjusted p", "state", ">more episodes needed"], keyCount: 2)
        for segment in segments {
            table.add(
                [segment.value, segment.figures.direction.comparative] + cells(segment.figures) + [
                    segment.adjustedP.map(probabilityText) ?? "–",
                    segment.status.words(review.policy),
                    segment.moreNeeded.map { "\($0)" } ?? "–",
                ])
        }
        return table.text
    }

    /// A table sorted by CSM name, without verdicts, because no CSM has enough episodes for one.
    private var textByCSM: String {
        let csms = review.attributed.portfolio.csms
        let rows = review.audit.csms.map { (csm: csms[$0.csm], figures: $0.figures) }
            .sortedByName(of: \.csm)
        guard !rows.isEmpty else { return "No CSM has an episode as of \(review.frame.asOf)." }
        var table = Table(["~csm", "override"] + Self.figureColumns + [">open"], keyCount: 2)
        for row in rows {
            for figures in row.figures where figures.matured + figures.open > 0 {
                table.add(
                    ["\(row.csm.name) (\(row.csm.id))", figures.direction.comparative]
                        + cells(figures) + ["\(figures.open)"])
            }
        }
        return
            "Sorted by name. Portfolios differ and small numbers vary by chance: use this to start "
            + "a conversation, not as a grade.\n\n" + table.text
    }

    private func cells(_ figures: AuditFigures) -> [String] {
        [
            "\(figures.matured)", "\(figures.matured - figures.churned)", "\(figures.churned)",
            figures.expectedText, figures.rangeText ?? "", figures.differenceText,
            figures.differenceRangeText ?? "",
        ]
    }
}
