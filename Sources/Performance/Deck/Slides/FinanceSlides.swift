import Attribution
import Calendar
import Closing
import Domain
import Finance
import Formats
import Office
import Review
import Scorecards

extension ReviewDeck {
    var money: ValueFormat { .money(currency: review.policy.reportingCurrency) }

    /// The walk of ARR quarter by quarter; nothing without ARR.
    var walkSlides: [Slide] {
        let company = review.walk.company
        guard company.window.opening > 0 || company.window.closing > 0,
            !company.quarters.isEmpty
        else { return [] }
        let names = review.namedSteps(of: company.window).map(\.name)
        func row(_ period: String, _ step: WalkStep, isSum: Bool = false) -> [TableCell] {
            let amounts =
                [step.opening] + review.namedSteps(of: step).map(\.change) + [step.closing]
            return [TableCell(period, isBold: isSum)]
                + amounts.map { TableCell(money.plain($0), isBold: isSum) }
        }
        let grown = company.quarters.count { $0.step.closing > $0.step.opening }
        let rows =
            company.quarters.map { row($0.quarter.description, $0.step) }
            + [
                row(
                    monthsWords(review.frame.windowMonths).withCapitalInitial, company.window,
                    isSum: true)
            ]
        return [
            Slide(
                layout: .chart,
                title:
                    "ARR grew in \(grown) of the last \(counted(company.quarters.count, "quarter"))",
                subtitle: "Annual recurring revenue by fiscal quarter, "
                    + "\(review.policy.reportingCurrency), whole company",
                content: [
                    .table(
                        SlideTable(
                            columns: [TableColumn("Quarter", weight: 1.2)]
                                + (["Opening"] + names + ["Closing"]).map {
                                    TableColumn($0, isNumeric: true)
                                },
                            rows: rows, altText: review.walkHeadline + "."))
                ], source: review.walkCaution,
                notes: notes(
                    "Opening ARR, what changed it, and closing ARR. The last row is the window of "
                        + "\(monthsWords(review.frame.windowMonths)). " + review.walkCaution,
                    basis: nil,
                    more: [review.upForRenewalSentence, review.unratedSentence]
                        .compactMap(\.self).joined(separator: " ")))
        ]
    }

    /// Why customers left; nothing without a loss.
    var reasonSlides: [Slide] {
        let losses = review.churnReasons.window.losses
        guard losses.events > 0 else { return [] }
        let rows = losses.reasons.sorted { $0.amountLost > $1.amountLost }
        let hasClasses = !review.policy.churnReasons.entries.isEmpty
        let percent = ValueFormat.percent(decimals: 0)
        let table = SlideTable(
            columns: [TableColumn("Reason", weight: 2.4)]
                + (hasClasses ? [TableColumn("Class", weight: 1.4)] : [])
                + [
                    TableColumn("Contracts", isNumeric: true),
                    TableColumn("Share", isNumeric: true),
                    TableColumn("ARR lost", isNumeric: true, weight: 1.2),
                    TableColumn("Share of it", isNumeric: true),
                ],
            rows: rows.prefix(Self.mostReasons).map { row in
                [
                    TableCell(
                        row.reason.map { Self.reasonWords($0).withCapitalInitial }
                            ?? "No reason given")
                ]
                    + (hasClasses ? [TableCell(row.class.rawValue)] : [])
                    + [
                        TableCell(numberText(Double(row.events))),
                        TableCell(losses.share(of: row).map(percent.text) ?? "–"),
                        TableCell(money.text(row.amountLost)),
                        TableCell(losses.amountShare(of: row).map(percent.text) ?? "–"),
                    ]
            }, altText: review.churnReasonSentence)
        let left = rows.count - min(rows.count, Self.mostReasons)
        let downsell = review.churnReasons.window.downsell
        return [
            Slide(
                layout: .chart, title: reasonTitle(losses),
                subtitle: "Contracts that churned by the reason that was recorded, "
                    + "\(monthsWords(review.frame.windowMonths)) to \(review.frame.month.name)",
                content: [.table(table)],
                source: [
                    "n = \(counted(losses.events, "lost contract")), \(losses.withReason) with a "
                        + "reason",
                    left > 0 ? "\(left) smaller reasons not shown" : nil,
                    losses.reason == nil ? nil : "too few for shares",
                    downsell.events > 0
                        ? "\(counted(downsell.events, "other contract")) renewed for "
                            + "\(money.text(downsell.amountLost)) less" : nil,
                ].compactMap(\.self).joined(separator: "  ·  "),
                notes: notes(
                    "Reasons are what was recorded when the contract closed. They explain; no rate "
                        + "leaves a contract out because of its reason.",
                    basis: "n = \(counted(losses.events, "lost contract"))",
                    more: review.churnReasonSentence))
        ]
    }

    private static let mostReasons = 10

    /// `support_escalation` as people write it.
    static func reasonWords(_ reason: String) -> String {
        String(reason.map { $0 == "_" ? " " : $0 })
    }

    private func reasonTitle(_ losses: ChurnReasonTable) -> String {
        let known = losses.reasons.filter { $0.reason != nil }
        guard let most = known.max(by: { $0.amountLost < $1.amountLost }),
            let reason = most.reason, most.amountLost > 0
        else {
            return "\(counted(losses.events, "contract")) churned, none with a recorded reason"
        }
        return
            "“\(Self.reasonWords(reason).withCapitalInitial)” cost most: \(money.text(most.amountLost)) of "
            + "\(money.text(losses.amountLost)) lost"
    }
}
