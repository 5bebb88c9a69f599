import Attribution
import Calendar
import Closing
import Domain
import Formats
import Office
import Review
import Scorecards

extension ReviewDeck {
    /// What figures mean, what is wrong with the data, and where the figures come from.
    var appendixSlides: [Slide] {
        [definitionSlide, issueSlide, feedSlide, originSlide]
    }

    private var definitionSlide: Slide {
        let card = review.scoreboard.company
        let currency = review.policy.reportingCurrency
        let rates = card.shownRates.map { metric -> [TableCell] in
            let rate = card.metrics[keyPath: metric.path]
            // How much evidence unequal amounts are is for the notes of methods, not for a slide.
            let basis = rate.basisText(as: metric, currency: currency).map { text in
                text.split(separator: ", as ").first.map(String.init) ?? text
            }
            let counts =
                "of \(counted(card.renewals.settled, "settled renewal"))"
            return [
                TableCell(metric.title, isBold: true),
                TableCell(metric.meaning.withCapitalInitial),
                TableCell(rate.valueText(as: metric)),
                TableCell(
                    rate.estimate.value == nil
                        ? rate.reasonText(as: metric, policy: review.policy) ?? "–"
                        : basis ?? counts),
            ]
        }
        let amounts = AmountMetric.allCases.map { metric -> [TableCell] in
            let value = card.metrics[keyPath: metric.path].value
            return [
                TableCell(metric.title, isBold: true),
                TableCell(metric.meaning(in: review.frame.grain).withCapitalInitial),
                TableCell(value.map(metric.format(currency: currency).text) ?? "–"),
                TableCell(value == nil ? "nothing to work it out from" : "–"),
            ]
        }
        return Slide(
            layout: .chart, title: "Appendix: what each figure means, and what it rests on",
            subtitle: "Whole company, \(monthsWords(review.frame.windowMonths)) to "
                + review.frame.month.name,
            content: [
                .table(
                    SlideTable(
                        columns: [
                            TableColumn("Figure", weight: 2), TableColumn("Meaning", weight: 4.6),
                            TableColumn("Value", isNumeric: true),
                            TableColumn("It rests on", weight: 1.9),
                        ], rows: rates + amounts,
                        altText: "The meaning of each figure, with its value for the company."))
            ], notes: notes("Documentation/methods.md defines every figure exactly.", basis: basis))
    }

    private var issueSlide: Slide {
        let issues = review.issues
        guard !issues.isEmpty else {
            return Slide(
                layout: .text, title: "Appendix: no problem with the data was found",
                content: [
                    .paragraphs([
                        .plain("The checks of data quality looked at every feed and found nothing.")
                    ])
                ], notes: notes("The checks are listed in the methods, section 17.", basis: basis))
        }
        let high = issues.count { $0.severity == .high }
        let isOpen = audience == .vp
        let title =
            "Appendix: \(counted(issues.count, "problem")) with the data, "
            + (high == 0
                ? "none that makes a figure wrong" : "\(high) that make a figure wrong or missing")
        return Slide(
            layout: .chart, title: title,
            content: [
                .table(
                    SlideTable(
                        columns: [
                            TableColumn("Problem", weight: 1.6),
                            TableColumn("Times", isNumeric: true, weight: 0.7),
                            TableColumn("Effect", weight: 1.5),
                        ]
                            + (isOpen
                                ? [
                                    TableColumn("For example", weight: 3),
                                    TableColumn("What to do", weight: 3),
                                ] : []),
                        rows: issues.map { issue in
                            [
                                TableCell(Self.reasonWords(issue.kind).withCapitalInitial),
                                TableCell(numberText(Double(issue.count))),
                                TableCell(issue.severity.effect),
                            ]
                                + (isOpen
                                    ? [TableCell(issue.example), TableCell(issue.whatToDo)] : [])
                        }, altText: title + "."))
            ], notes: notes("The checks are listed in the methods, section 17.", basis: basis))
    }

    private var feedSlide: Slide {
        let rejected = review.feeds.reduce(0) { $0 + $1.notImported.rows }
        let feeds = review.feeds.count { $0.notImported.rows > 0 }
        let title =
            rejected == 0
            ? "Appendix: every row of the feeds was imported"
            : "Appendix: \(counted(rejected, "row")) of \(counted(feeds, "feed")) "
                + "\(rejected == 1 ? "was" : "were") rejected and count\(rejected == 1 ? "s" : "") nowhere"
        return Slide(
            layout: .chart, title: title,
            content: [
                .table(
                    SlideTable(
                        columns: [
                            TableColumn("Feed"), TableColumn("Rows", isNumeric: true, weight: 0.7),
                            TableColumn("First day"), TableColumn("Last day"),
                            TableColumn("Reaches", weight: 1.4),
                            TableColumn("Rejected", isNumeric: true, weight: 0.8),
                            TableColumn("Not imported", weight: 2.4),
                        ],
                        rows: review.feeds.map { feed in
                            [
                                TableCell(feed.extent.feed.rawValue),
                                TableCell(numberText(Double(feed.extent.rows))),
                                TableCell(feed.extent.first?.words ?? "–"),
                                TableCell(feed.extent.last?.words ?? "–"),
                                TableCell(feed.reachWords),
                                TableCell(numberText(Double(feed.notImported.rows))),
                                TableCell(feed.notImportedSentence ?? "nothing is missing"),
                            ]
                        }, altText: title + "."))
            ],
            notes: notes(
                "A row that breaks a rule is not imported, is remembered, and counts nowhere until "
                    + "it is settled. `parallax rejects` lists each with its reason.", basis: basis)
        )
    }

    private var originSlide: Slide {
        let policy = review.policy
        let withheld = review.attributed.scopes.teams.count - review.scoreboard.teams.count
        let lines: [String?] = [
            review.publication.sentence
                ?? "\(review.frame.title) is not closed: figures may change.",
            "Facts as known on \(review.frame.asOf.words).",
            "Policy \(review.policyDigest), data \(review.dataDigest).",
            "Amounts are in \(policy.reportingCurrency), at the exchange rates of "
                + "\(review.frame.windowStart.words).",
            "A rate needs at least \(numberText(policy.minimumCount)) events; a verdict, at least "
                + "\(numberText(policy.verdictCount)).",
            "Charts that can be edited hold the review’s own numbers.",
            audience == .board
                ? "No person is named or counted alone. Accounts are named above "
                    + "\(money.text(policy.nameAccountsAbove)) a year." : nil,
            audience == .board && withheld > 0
                ? "\(counted(withheld, "team")) \(withheld == 1 ? "is" : "are") only in company "
                    + "figures." : nil,
        ]
        return Slide(
            layout: .text, title: "Appendix: " + originTitle,
            content: [.paragraphs(lines.compactMap(\.self).map { Paragraph.bullet($0) })],
            notes: notes(
                "The same facts and policy give the same deck, byte for byte.", basis: basis))
    }

    private var originTitle: String {
        switch review.publication {
        case .published(let edition, _, _):
            "these are the figures of edition \(edition), as published"
        case .current(let edition, _, let isRestated):
            isRestated
                ? "these are today’s figures, restated since edition \(edition)"
                : "these are today’s figures, unchanged since edition \(edition)"
        case .preview: "these figures are a preview"
        case .open: "these figures are not published"
        }
    }
}

extension DataIssue.Severity {
    fileprivate var effect: String {
        switch self {
        case .high: "a number is wrong or missing"
        case .medium: "may move a number a little"
        case .low: "worth knowing"
        }
    }
}
