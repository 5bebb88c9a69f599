import Attribution
import Calendar
import Closing
import Domain
import Formats
import Office
import Review

extension ReviewDeck {
    private static let mostLosses = 8

    /// The largest contracts that churned; nothing without one.
    var lossSlides: [Slide] {
        let lost = review.attributed.events.filter { event in
            review.frame.window.contains(event.due)
                && (event.state == .churned || event.state == .lapsed)
                && (event.revenue?.before ?? 0) > 0
        }.sorted { left, right in
            let (one, other) = (left.revenue?.before ?? 0, right.revenue?.before ?? 0)
            return one == other ? left.renewal < right.renewal : one > other
        }
        let shown = lost.prefix(Self.mostLosses)
        let sum = lost.reduce(0) { $0 + ($1.revenue?.before ?? 0) }
        guard !shown.isEmpty, sum > 0 else { return [] }
        let part = shown.reduce(0) { $0 + ($1.revenue?.before ?? 0) } / sum
        let percent = ValueFormat.percent(decimals: 0)
        let hasNames = audience == .vp || shown.contains { name(of: $0) != nil }
        let title =
            shown.count == lost.count
            ? "\(counted(lost.count, "contract")) churned, worth \(money.text(sum)) a year"
            : "The \(spelledOut(Double(shown.count))) largest of \(numberText(Double(lost.count))) "
                + "lost contracts were \(percent.text(part)) of the revenue lost"
        return [
            Slide(
                layout: .chart, title: title,
                subtitle: "Annual revenue before the renewal, \(review.policy.reportingCurrency), "
                    + "contracts due in the \(monthsWords(review.frame.windowMonths)) to "
                    + review.frame.month.name,
                content: [
                    .table(
                        SlideTable(
                            columns: (hasNames ? [TableColumn("Account", weight: 2.4)] : []) + [
                                TableColumn("Segment", weight: 1.2), TableColumn("Due"),
                                TableColumn("Reason", weight: 1.6),
                                TableColumn("ARR lost", isNumeric: true),
                            ], rows: shown.map { row($0, isNamed: hasNames) },
                            altText: title + "."))
                ], source: audience == .board ? namingWords : nil,
                notes: notes(
                    "Contracts that churned, and those without a recorded outcome long after they "
                        + "were due.", basis: "n = \(counted(lost.count, "lost contract"))",
                    more: audience == .board ? namingWords : nil))
        ]
    }

    /// Which accounts are named.
    private var namingWords: String {
        "accounts are named above \(money.text(review.policy.nameAccountsAbove)) a year"
    }

    /// The name of the account of an event; nil where it may not be named.
    private func name(of event: RenewalEvent) -> String? {
        let account = review.attributed.portfolio.accounts[event.account]
        return audience == .board ? account.name : account.name ?? account.id.text
    }

    private func row(_ event: RenewalEvent, isNamed: Bool) -> [TableCell] {
        let account = review.attributed.portfolio.accounts[event.account]
        let reason = review.attributed.lines(at: event.renewal).first.reason
        return (isNamed ? [TableCell(name(of: event) ?? "an account")] : []) + [
            TableCell(shown(account.segment) ?? "–"),
            TableCell(event.due.words),
            TableCell(
                event.state == .lapsed
                    ? "No outcome recorded"
                    : shown(reason).map { Self.reasonWords($0).withCapitalInitial } ?? "–"),
            TableCell(money.text(event.revenue?.before ?? 0)),
        ]
    }

    /// A text that people wrote, unless it names somebody or something that may not be named.
    private func shown(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty || withheld.areIn($0) ? nil : $0 }
    }
}
