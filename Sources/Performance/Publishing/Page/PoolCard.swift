import Attribution
import Formats
import Review
import Scorecards
import Templating

/// What renewals credited to no CSM came to, in words. They have no target and no earlier figures.
struct PoolCard {
    /// A metric that has a value.
    struct Row {
        let name: String
        let value: String
        /// The interval; nil without one.
        let interval: String?
    }

    let anchor: String
    let name: String
    let sentence: String
    let counts: String
    let rows: [Row]

    /// The words of a pool.
    ///
    /// - Parameters:
    ///   - card: its scorecard.
    ///   - anchor: its anchor, unique on the page.
    ///   - name: its name.
    ///   - currency: that of amounts.
    init(_ card: Scorecard, anchor: String, name: String, currency: String) {
        self.anchor = anchor
        self.name = name
        sentence = unbroken(card.sentence)
        counts = card.renewals.words
        let rates = card.shownRates.compactMap { metric -> Row? in
            let rate = card.metrics[keyPath: metric.path]
            return rate.estimate.value.map {
                Row(
                    name: metric.title, value: unbroken(metric.format.text($0)),
                    interval: rate.intervalText(as: metric).map(unbroken))
            }
        }
        let amounts = AmountMetric.allCases.compactMap { metric -> Row? in
            let format = metric.format(currency: currency)
            return card.metrics[keyPath: metric.path].value.map {
                Row(name: metric.title, value: unbroken(format.text($0)), interval: nil)
            }
        }
        rows = rates + amounts
    }

    /// The pool as HTML.
    var html: String {
        let lines = rows.map { row in
            "<tr><th scope=\"row\">\(escapedHTML(row.name))</th><td><span class=\"value\">"
                + "\(escapedHTML(row.value))</span></td><td>\(escapedHTML(row.interval ?? ""))</td></tr>"
        }
        return """
            <article class="card pool" id="\(anchor)" aria-labelledby="\(anchor)-name">
            <h3 id="\(anchor)-name">\(escapedHTML(name))</h3>
            <p class="sentence">\(escapedHTML(sentence))</p>
            <table>
            <caption>\(escapedHTML(name)): metrics</caption>
            <thead><tr><th scope="col">Metric</th><th scope="col">Value</th>\
            <th scope="col">Likely range</th></tr></thead>
            <tbody>
            \(lines.joined(separator: "\n"))
            </tbody>
            </table>
            <p class="basis">\(escapedHTML(counts))</p>
            </article>

            """
    }
}
