import Attribution
import Domain
import Formats
import Office
import Review
import Scorecards

extension ReviewWorkbook {
    private var currency: String { review.policy.reportingCurrency }

    /// The company's card, with the renewals that are nobody's.
    var companySheet: Sheet? {
        let board = review.scoreboard
        let rows = [
            (name: "Company", card: board.company),
            (name: "In transition", card: board.transition),
            (name: "Unassigned", card: board.unassigned),
        ].filter { $0.card.scope == .company || $0.card.renewals.due > 0 }
        return Sheet(
            "Company", of: rows,
            [
                WorkbookField(
                    "Scope",
                    note:
                        "The company; of its renewals, those in transition between CSMs, and those "
                        + "of no CSM.", isKept: true
                ) { .text($0.name) }
            ] + fields(\.card))
    }

    /// A row a team.
    var teamSheet: Sheet? {
        let cards = review.scoreboard.teams.filter { card in
            if case .team(let name) = card.scope { isShown(team: name) } else { false }
        }
        return Sheet(
            "Teams", of: cards,
            [
                WorkbookField("Team", isKept: true) { [review] in
                    .text(review.name(of: $0.scope))
                }
            ] + fields(\.self) + fairFields)
    }

    /// A row a CSM, by name.
    var csmSheet: Sheet? {
        let rows = review.cardsByName.filter { csm, card in
            if case .csm(let index) = card.scope { isShown(index) } else { false }
        }.map { (csm: $0.csm, card: $0.card) }
        let asOf = review.frame.asOf
        return Sheet(
            "CSMs", of: rows.map(\.card),
            [
                WorkbookField("CSM", isKept: true) { [review] in
                    .optional(review.csm(of: $0)?.name)
                },
                WorkbookField("csm_id", isKept: true) { [review] in
                    .optional(review.csm(of: $0)?.id.text)
                },
                WorkbookField("Team") { [review] in
                    .optional(review.csm(of: $0)?.team(on: asOf))
                },
            ] + fields(\.self) + fairFields)
    }

    /// The counts, rates and amounts of a card.
    private func fields<Row>(_ card: @escaping (Row) -> Scorecard) -> [WorkbookField<Row>] {
        let names = review.scoreboard.company.renewals.named.map(\.0)
        let counts: [WorkbookField<Row>] = names.enumerated().map { index, name in
            let words = String(name.map { $0 == "_" ? " " : $0 })
            return WorkbookField(
                "Renewals \(words)", note: "Contracts due in the window: \(words).", .integer,
                isKept: true
            ) { .count(card($0).renewals.named[index].1) }
        }
        return counts + RateMetric.allCases.flatMap { rateFields($0, card) }
            + AmountMetric.allCases.flatMap { amountFields($0, card) }
    }

    private func rateFields<Row>(
        _ metric: RateMetric, _ card: @escaping (Row) -> Scorecard
    ) -> [WorkbookField<Row>] {
        func rate(_ row: Row) -> Rate { card(row).metrics[keyPath: metric.path] }
        let title = metric.title
        let format = CellFormat(metric.format)
        let policy = review.policy
        let isMoney = metric.isRevenue
        return [
            WorkbookField(
                title, note: metric.meaning.withCapitalInitial + ".", format, isKept: true
            ) { .optional(rate($0).estimate.value) },
            WorkbookField(
                "\(title): why none", note: "Why there is no number, or no range beside it."
            ) { .optional(rate($0).reasonText(as: metric, policy: policy)) },
            WorkbookField("\(title): from", note: "The lower end of the 95 % interval.", format) {
                .optional(rate($0).estimate.low)
            },
            WorkbookField("\(title): to", note: "The upper end of the 95 % interval.", format) {
                .optional(rate($0).estimate.high)
            },
            WorkbookField(
                "\(title): of",
                note: isMoney
                    ? "The revenue that it is a share of." : "How many it is a share of.",
                isMoney ? .money(currency: currency) : .integer
            ) { .optional(rate($0).estimate.denominator) },
            WorkbookField(
                "\(title): evidence",
                note: "As much evidence as so many contracts or accounts of equal size.",
                .decimal(1)
            ) { .optional(rate($0).estimate.effectiveCount) },
            WorkbookField("\(title): target", format) { .optional(rate($0).comparison.target) },
            WorkbookField(
                "\(title): against target", note: "Above or below only beyond chance."
            ) { .optional(rate($0).verdictText(as: metric)) },
        ]
    }

    private func amountFields<Row>(
        _ metric: AmountMetric, _ card: @escaping (Row) -> Scorecard
    ) -> [WorkbookField<Row>] {
        func amount(_ row: Row) -> Amount { card(row).metrics[keyPath: metric.path] }
        let format = CellFormat(metric.format(currency: currency))
        let meaning = metric.meaning(in: review.frame.grain).withCapitalInitial + "."
        return [
            WorkbookField(metric.title, note: meaning, format, isKept: true) {
                .optional(amount($0).value)
            },
            WorkbookField("\(metric.title): why none", note: "Why there is no number.") {
                amount($0).value == nil ? .text("nothing to work it out from") : .empty
            },
            WorkbookField("\(metric.title): target", format) {
                .optional(amount($0).comparison.target)
            },
            WorkbookField("\(metric.title): against target") {
                .optional(amount($0).comparison.verdictWords)
            },
        ]
    }

    /// How a card compares with an average team's of the same accounts.
    private var fairFields: [WorkbookField<Scorecard>] {
        func figures(_ card: Scorecard) -> FairFigures? { review.fair.figures(of: card.scope) }
        return [
            WorkbookField(
                "Expected renewals",
                note: "What an average team would have renewed of the same accounts.", .decimal(1)
            ) { .optional(figures($0)?.expected?.expected) },
            WorkbookField(
                "Expected range: from", note: "What chance alone gives, 95 %.", .integer
            ) { .optional(figures($0)?.chance.map { Double($0.range.lowerBound) }) },
            WorkbookField("Expected range: to", note: "What chance alone gives, 95 %.", .integer) {
                .optional(figures($0)?.chance.map { Double($0.range.upperBound) })
            },
            WorkbookField(
                "Compared with an average team",
                note: "Outside the expected range is worth a conversation, not a verdict."
            ) { .optional(figures($0)?.bandWords) },
        ]
    }
}

extension MonthlyReview {
    /// The CSM of a card; nil for a card of another scope.
    fileprivate func csm(of card: Scorecard) -> CSM? {
        if case .csm(let index) = card.scope { attributed.portfolio.csms[index] } else { nil }
    }
}
