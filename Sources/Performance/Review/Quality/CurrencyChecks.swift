import Calendar
import Attribution
import Domain
import Scorecards

extension DataQuality {
    /// `currency_without_rate`: amounts that are left out, as their currency has no rate by the
    /// first day of the window.
    var currenciesWithoutRate: DataIssue? {
        let (portfolio, asOf) = (attributed.portfolio, attributed.frame.asOf)
        var rows: [Identifier<ExchangeRate>: Int] = [:]
        func note(_ currency: String?) {
            guard let currency, attributed.conversion.reporting(1, in: currency) == nil else {
                return
            }
            rows[Identifier(currency), default: 0] += 1
        }
        for renewal in portfolio.renewals where renewal.due <= asOf { note(renewal.currency) }
        for row in portfolio.arr where row.effective <= asOf { note(row.currency) }
        for chance in portfolio.opportunities where chance.created <= asOf { note(chance.currency) }

        guard !rows.isEmpty else { return nil }
        let currencies = rows.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
        return DataIssue(
            kind: "currency_without_rate", severity: .high, count: rows.values.reduce(0, +),
            example: "no rate on or before \(attributed.frame.windowStart) for amounts in "
                + currencies.joined(separator: ", "),
            whatToDo: "Add a rate of that day or an earlier one to fx.csv for each currency; "
                + "until then these amounts are left out.")
    }
}
