import Attribution
import Formats
import Review
import Scorecards
import Templating

/// A table of portfolios with the verdict of the fair comparison in each row.
package struct PortfolioTable {
    /// A heading that sorts the table.
    package struct SortLink {
        /// Where it leads.
        package let address: String
        /// Whether the table is sorted by it, and how: `ascending` or `descending`; nil where it is not.
        package let order: String?

        /// A heading that leads to an address.
        package init(address: String, order: String?) {
            self.address = address
            self.order = order
        }
    }

    let rows: [PortfolioRow]
    let caption: String
    /// The heading of the names: `CSM` or `Team`.
    let heading: String
    let columns: [PortfolioColumn]
    let links: PageLinks
    let sortLink: (PortfolioColumn) -> SortLink?
    let currency: String
    /// The scale of the bars, as a share of the settled renewals; nil without bars.
    private let scale: RangeScale?

    /// A table of some rows.
    ///
    /// - Parameters:
    ///   - rows: the rows in their order.
    ///   - caption: what they are.
    ///   - heading: the heading of their names.
    ///   - hidden: columns that are left out.
    ///   - links: where names and teams lead.
    ///   - currency: that of amounts.
    ///   - sortLink: the link of a column's heading; nil for a table that cannot be sorted.
    package init(
        _ rows: [PortfolioRow], caption: String, heading: String = "CSM",
        without hidden: Set<PortfolioColumn> = [], links: PageLinks, currency: String,
        sortLink: @escaping (PortfolioColumn) -> SortLink? = { _ in nil }
    ) {
        self.rows = rows
        scale = RangeScale(holding: rows.flatMap { $0.barEnds })
        let ends = scale.map { scale in
            [scale.low, scale.high].map { targetText($0, RateMetric.logoRenewalRate.format) }
        }
        self.caption =
            caption
            + (ends.map { unbroken(" Bars run from \($0[0]) to \($0[1]) of the settled renewals.") }
                ?? "")
        self.heading = heading
        columns = PortfolioColumn.allCases.filter { !hidden.contains($0) }
        self.links = links
        self.currency = currency
        self.sortLink = sortLink
    }

    /// The table as HTML, a line for each row.
    package var html: String {
        """
        <div class="wide portfolios" tabindex="0" role="group" \
        aria-label="\(escapedHTML(caption)), may be scrolled sideways">
        <table>
        <caption>\(escapedHTML(caption))</caption>
        <thead><tr>\(columns.map { head($0) }.joined())</tr></thead>
        <tbody>
        \(rows.map { html(of: $0) }.joined(separator: "\n"))
        </tbody>
        </table>
        </div>

        """
    }

    private func head(_ column: PortfolioColumn) -> String {
        let words = escapedHTML(column.heading ?? heading)
        guard let link = sortLink(column) else { return "<th scope=\"col\">\(words)</th>" }
        let order = link.order.map { " aria-sort=\"\($0)\"" } ?? ""
        return
            "<th scope=\"col\"\(order)><a href=\"\(escapedHTML(link.address))\">\(words)</a></th>"
    }

    private func html(of row: PortfolioRow) -> String {
        "<tr>" + columns.map { cell($0, of: row) }.joined() + "</tr>"
    }

    private func cell(_ column: PortfolioColumn, of row: PortfolioRow) -> String {
        switch column {
        case .name:
            "<th scope=\"row\">\(linked(row.name, to: links[row.card.scope]))</th>"
        case .team: data(column, row.team.map { linked($0, to: links[.team($0)]) } ?? "–")
        case .renewed: data(column, row.renewedText)
        case .expected: data(column, row.expectedHTML(on: scale))
        case .verdict: data(column, escapedHTML(row.figures?.bandWords ?? "no settled renewals"))
        case .rate: data(column, row.rateHTML)
        case .arr:
            data(
                column,
                row.arr.map { escapedHTML(ValueFormat.money(currency: currency).text($0)) } ?? "–")
        case .comments:
            data(
                column,
                row.comments == 0
                    ? "–"
                    : linked(
                        "\(row.comments)", to: links[row.card.scope].map { $0 + "#comments" },
                        label: "\(counted(row.comments, "comment")) on \(row.name)"))
        }
    }

    private func data(_ column: PortfolioColumn, _ html: String) -> String {
        "<td class=\"col-\(column.rawValue)\" data-label=\"\(column.heading ?? heading)\">\(html)</td>"
    }

    private func linked(_ words: String, to address: String?, label: String? = nil) -> String {
        guard let address else { return escapedHTML(words) }
        let name = label.map { " aria-label=\"\(escapedHTML($0))\"" } ?? ""
        return "<a href=\"\(escapedHTML(address))\"\(name)>\(escapedHTML(words))</a>"
    }
}

extension PortfolioRow {
    fileprivate var renewedText: String {
        figures.map { $0.settled > 0 ? "\($0.observed) of \($0.settled)" : "–" } ?? "–"
    }

    /// The expected range as a share of the settled renewals; nil without one.
    private var expectedShare: ClosedRange<Double>? {
        figures.flatMap { figures in
            figures.chance.map { chance in
                let count = Double(figures.settled)
                return Double(chance.range.lowerBound) / count...Double(chance.range.upperBound)
                    / count
            }
        }
    }

    private var renewedShare: Double? {
        figures.flatMap { $0.settled > 0 ? Double($0.observed) / Double($0.settled) : nil }
    }

    /// What the bar of the row must hold; empty without a bar.
    fileprivate var barEnds: [Double] {
        guard let expectedShare, let renewedShare else { return [] }
        return [expectedShare.lowerBound, expectedShare.upperBound, renewedShare]
    }

    /// The expected range in a bar with the number renewed as a dot, and in numbers.
    fileprivate func expectedHTML(on scale: RangeScale?) -> String {
        guard let figures, let expectedShare, let renewedShare, let scale,
            let range = figures.rangeText
        else { return "–" }
        let bar = RangeBar(
            value: renewedShare, interval: expectedShare, scale: scale,
            words: "\(figures.observed) renewed, \(range) of \(figures.settled) expected")
        return bar.svg + note(range)
    }

    fileprivate var rateHTML: String {
        let rate = card.metrics.logoRenewalRate
        guard let value = rate.estimate.value else { return "–" }
        let text = unbroken(RateMetric.logoRenewalRate.format.text(value))
        let target = rate.comparison.target.map {
            unbroken(", target " + targetText($0, RateMetric.logoRenewalRate.format))
        }
        let verdict = rate.verdictText(as: .logoRenewalRate).map { words in
            " <span class=\"note\">\(escapedHTML(words))<span class=\"aim\">"
                + "\(escapedHTML(target ?? ""))</span></span>"
        }
        return "<span class=\"value\">\(escapedHTML(text))</span>\(verdict ?? "")"
    }
}
