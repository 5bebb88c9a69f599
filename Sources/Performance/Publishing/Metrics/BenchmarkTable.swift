import Attribution
import Calendar
import Domain
import Review
import Scorecards
import Templating

/// The benchmarks of a card's metrics, in a table that is folded away.
struct BenchmarkTable {
    /// The benchmarks of a metric and a segment that come from one place.
    struct Row: Equatable {
        let metric: String
        let segment: String
        /// "leader 95 %, median 88 %".
        let values: String
        let source: String
        let asOf: String
    }

    let rows: [Row]

    /// The benchmarks of a card; nil without any.
    init?(_ card: Scorecard, in review: MonthlyReview) {
        let currency = review.policy.reportingCurrency
        let rates = RateMetric.allCases.map { metric in
            (
                metric.title, card.metrics[keyPath: metric.path].comparison.benchmarks,
                { targetText($0, metric.format) }
            )
        }
        let amounts = AmountMetric.allCases.map { metric in
            (
                metric.title, card.metrics[keyPath: metric.path].comparison.benchmarks,
                { targetText($0, metric.format(currency: currency)) }
            )
        }
        let rows = (rates + amounts).flatMap { Self.rows($0, $1, $2) }
        guard !rows.isEmpty else { return nil }
        self.rows = rows
    }

    private static func rows(
        _ metric: String, _ benchmarks: [Benchmark], _ text: (Double) -> String
    ) -> [Row] {
        var rows: [Row] = []
        for benchmark in benchmarks {
            let value = unbroken("\(benchmark.statistic) \(text(benchmark.value))")
            func row(_ values: String) -> Row {
                Row(
                    metric: metric, segment: benchmark.segment ?? "all", values: values,
                    source: benchmark.source ?? "–", asOf: benchmark.asOf?.words ?? "–")
            }
            if let last = rows.last, last == row(last.values) {
                rows[rows.count - 1] = row(last.values + ", " + value)
            } else {
                rows.append(row(value))
            }
        }
        return rows
    }

    /// The folded table as HTML.
    var html: String {
        let lines = rows.map { row in
            "<tr><th scope=\"row\">\(escapedHTML(row.metric))</th>"
                + [row.segment, row.values, row.source, row.asOf].map {
                    "<td>\(escapedHTML($0))</td>"
                }.joined() + "</tr>"
        }
        let headings = ["Metric", "Segment", "Benchmarks", "Source", "As of"].map {
            "<th scope=\"col\">\($0)</th>"
        }.joined()
        return """
            <details class="more benchmarks">
            <summary>Benchmarks</summary>
            <table>
            <caption>What others publish for the same metrics</caption>
            <thead><tr>\(headings)</tr></thead>
            <tbody>
            \(lines.joined(separator: "\n"))
            </tbody>
            </table>
            </details>

            """
    }
}
