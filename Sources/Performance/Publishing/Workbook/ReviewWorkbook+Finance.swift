import Attribution
import Calendar
import Domain
import Finance
import Formats
import Office
import Review
import Scorecards

extension ReviewWorkbook {
    private var money: CellFormat { .money(currency: review.policy.reportingCurrency) }

    /// A row a scope and quarter or year.
    var periodSheet: Sheet? {
        struct Row {
            let team: String?
            let figures: PeriodFigures
        }
        let rows = review.periods.flatMap { history in
            (history.quarters + history.years).map { Row(team: history.team, figures: $0) }
        }
        let policy = review.policy
        let rates = PeriodFigures.rates.flatMap { metric -> [WorkbookField<Row>] in
            let format = CellFormat(metric.format)
            func estimate(_ row: Row) -> Estimate {
                row.figures.metrics[keyPath: metric.path].estimate
            }
            return [
                WorkbookField(
                    metric.title, note: metric.meaning.withCapitalInitial + ".", format,
                    isKept: true
                ) { .optional(estimate($0).value) },
                WorkbookField("\(metric.title): why none", note: "Why there is no number.") { row in
                    .optional(
                        row.figures.metrics[keyPath: metric.path]
                            .reasonText(as: metric, policy: policy))
                },
                WorkbookField(
                    "\(metric.title): from", note: "The lower end of the 95 % interval.", format
                ) { .optional(estimate($0).low) },
                WorkbookField(
                    "\(metric.title): to", note: "The upper end of the 95 % interval.", format
                ) { .optional(estimate($0).high) },
            ]
        }
        return Sheet(
            "Quarters and years", of: rows,
            [
                WorkbookField("Scope", isKept: true) { .text($0.team ?? "Company") },
                WorkbookField("Period", note: "Fiscal quarters and years that have ended.") {
                    .text($0.figures.period.name)
                },
                WorkbookField("Settled", note: "Contracts with an outcome.", .integer) {
                    .count($0.figures.renewals.settled)
                },
                WorkbookField("Renewed", .integer) { .count($0.figures.renewals.renewed) },
            ] + rates)
    }

    /// A row a part of the company and month, quarter or window.
    var walkSheet: Sheet? {
        struct Row {
            let scope: String
            let period: String
            let step: WalkStep
            let share: Double?
        }
        let parts =
            [("Company", review.walk.company)]
            + review.walk.segments.map { ("Segment \($0.segment)", $0.part) }
            + review.walk.teams.map { ($0.team.map { "Team \($0)" } ?? "No team", $0.part) }
        let rows = parts.flatMap { scope, part -> [Row] in
            func row(_ period: String, _ step: WalkStep, _ share: Double? = nil) -> Row {
                Row(scope: scope, period: period, step: step, share: share)
            }
            return part.months.map { row($0.month.description, $0.step) }
                + part.quarters.map { row($0.quarter.description, $0.step) }
                + [row("window \(review.frame.name)", part.window, part.upForRenewal)]
        }
        let money = money
        let amounts = WalkStep().named.indices.map { index in
            let name = WalkStep().named[index].name
            return WorkbookField<Row>(
                name.withCapitalInitial, note: WalkStep.definitions[name], money, isKept: true
            ) { .number($0.step.named[index].amount) }
        }
        return Sheet(
            "ARR walk", of: rows,
            [
                WorkbookField("Scope", isKept: true) { .text($0.scope) },
                WorkbookField("Period", note: review.walkCaution, isKept: true) {
                    .text($0.period)
                },
            ] + amounts + [
                WorkbookField(
                    "Up for renewal",
                    note: "The share of the opening ARR whose contracts could end in the window.",
                    .percent(1)
                ) { .optional($0.share) }
            ])
    }

    /// A row a period, kind of loss and reason.
    var reasonSheet: Sheet? {
        struct Row {
            let period: String
            let kind: String
            let table: ChurnReasonTable
            let row: ChurnReasonTable.Row
        }
        let periods =
            [("window \(review.frame.name)", review.churnReasons.window)]
            + review.churnReasons.quarters.map { ($0.period.name, $0.tables) }
        let rows = periods.flatMap { period, tables in
            [("churned", tables.losses), ("renewed for less", tables.downsell)].flatMap {
                kind, table in
                table.reasons.map { Row(period: period, kind: kind, table: table, row: $0) }
            }
        }
        return Sheet(
            "Churn reasons", of: rows,
            [
                WorkbookField("Period", isKept: true) { .text($0.period) },
                WorkbookField("Kind") { .text($0.kind) },
                WorkbookField("Reason", note: "As it was recorded when the contract closed.") {
                    .text($0.row.reason ?? "no reason given")
                },
                WorkbookField(
                    "Class",
                    note: "Whether the company could have done something about it, as the "
                        + "policy says."
                ) { .text($0.row.class.rawValue) },
                WorkbookField("Contracts", .integer) { .count($0.row.events) },
                WorkbookField(
                    "Share", note: "Of the contracts of the period and kind.", .percent(1)
                ) { .optional($0.table.share(of: $0.row)) },
                WorkbookField("Share: why none") {
                    $0.table.share(of: $0.row) == nil ? .text("too few for shares") : .empty
                },
                WorkbookField("ARR lost", money) { .number($0.row.amountLost) },
                WorkbookField("Share of ARR lost", .percent(1)) {
                    .optional($0.table.amountShare(of: $0.row))
                },
            ])
    }
}

extension WalkStep {
    /// What each part of a step is.
    fileprivate static let definitions = [
        "opening": "ARR on the day before the period.",
        "new": "ARR of customers who had none before.",
        "returned": "ARR of customers who had some earlier, and none at the opening of a month.",
        "expansion": "What customers pay more than a month before.",
        "contraction": "What customers pay less than a month before, and stay.",
        "churn": "ARR of customers who left.",
        "moved": "ARR of accounts that came from other parts of the company, less those that went.",
        "currency": "What exchange rates changed.",
        "closing": "ARR on the last day of the period.",
    ]
}
