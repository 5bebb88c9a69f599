package import Closing
import Formats
import Review
import Scorecards

extension CardFigure {
    /// The name for people.
    package var title: String {
        if let metric { return metric.title }
        if let amount = AmountMetric(rawValue: path[1]) {
            return amount.title + (path[2] == "month_value" ? ", in the month" : "")
        }
        return "Renewals " + path[1].split(separator: "_").joined(separator: " ")
    }

    /// A value for people; a dash for null. Amounts are whole units, so that a small restatement of a
    /// large amount can be seen.
    ///
    /// - Parameters:
    ///   - value: the value; nil for null.
    ///   - currency: what amounts of money are in; nil where it differs.
    /// - Returns: its text.
    package func text(_ value: Double?, currency: String?) -> String {
        guard let value else { return "–" }
        if let metric {
            // With the decimals of a change, so that a small one can be seen here too.
            let format: ValueFormat = metric == .nps ? .signed(decimals: 1) : .percent(decimals: 2)
            return format.text(value)
        }
        return unit(currency) + decimalText(value, decimals: 0)
    }

    /// A change for people, with its sign; of rates in percentage points.
    ///
    /// - Parameters:
    ///   - change: the change.
    ///   - currency: as of a value.
    /// - Returns: its text.
    package func text(change: Double, currency: String?) -> String {
        guard let metric else {
            // A change of less than one unit must not look like none.
            let decimals = abs(change) < 0.5 ? 2 : 0
            return unit(currency) + decimalText(change, decimals: decimals, signed: true)
        }
        return metric == .nps
            ? decimalText(change, decimals: 1, signed: true)
            : decimalText(100 * change, decimals: 2, signed: true) + " points"
    }

    /// The currency of an amount of money; nothing for a count.
    private func unit(_ currency: String?) -> String {
        guard let currency, let amount = AmountMetric(rawValue: path[1]),
            case .money = amount.format(currency: currency)
        else { return "" }
        return currency + " "
    }
}
