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

    /// A value for people; a dash for null.
    package func text(_ value: Double?) -> String {
        guard let value else { return "–" }
        if let metric { return metric.format.text(value) }
        return decimalText(value, decimals: value == value.rounded() ? 0 : 2)
    }

    /// A change for people, with its sign; of rates in percentage points.
    package func text(change: Double) -> String {
        guard let metric else {
            // A sum of amounts may miss a whole number by what rounding leaves.
            let isWhole = abs(change - change.rounded()) < 1e-6
            return decimalText(change, decimals: isWhole ? 0 : 2, signed: true)
        }
        return metric == .nps
            ? decimalText(change, decimals: 1, signed: true)
            : decimalText(100 * change, decimals: 2, signed: true) + " points"
    }
}
