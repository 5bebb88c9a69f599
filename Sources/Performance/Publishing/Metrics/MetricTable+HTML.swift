import Review
import Templating

// A review has a table for each CSM. The template engine would take most of a millisecond for each.
extension MetricTable {
    /// The table as HTML, a line for each row.
    var html: String {
        let months = earlierMonths.map { "<th scope=\"col\">\(escapedHTML($0))</th>" }.joined()
        return """
            <table class="metrics">
            <caption>\(escapedHTML(caption))</caption>
            <thead><tr><th scope="col">Metric</th><th scope="col">Value</th>\
            <th scope="col">Likely range</th><th scope="col">Against target</th>\(months)</tr></thead>
            \(groups.map { html(of: $0) }.joined(separator: "\n"))
            </table>
            """
    }

    private func html(of group: Group) -> String {
        let ends = group.scaleEnds.map { ends in
            "<div class=\"ends\">"
                + ends.map { "<span>\(escapedHTML(unbroken($0)))</span>" }.joined() + "</div>"
        }
        return """
            <tbody>
            <tr class="group"><th scope="rowgroup" colspan="2">\(escapedHTML(group.heading))</th>\
            <td class="scale">\(ends ?? "")</td><td colspan="3"></td></tr>
            \(group.rows.map { html(of: $0) }.joined(separator: "\n"))
            </tbody>
            """
    }

    private func html(of row: MetricRow) -> String {
        let known = row.isKnown ? "" : " class=\"unknown\""
        let value =
            row.isKnown ? "<span class=\"value\">\(escapedHTML(row.value))</span>" : row.value
        let verdict = row.verdict.map(escapedHTML) ?? note("no target")
        return "<tr><th scope=\"row\">\(heading(of: row))</th>"
            + "<td\(known)>\(value)\(row.reason.map(note) ?? "")</td>"
            + "<td class=\"interval\">\(row.bar?.svg ?? "")\(row.interval.map(note) ?? "")</td>"
            + "<td class=\"verdict\">\(verdict)\(row.target.map(note) ?? "")</td>"
            + zip(earlierMonths, row.earlier).map { month, figure in
                "<td class=\"earlier\" data-label=\"\(escapedHTML(month))\">"
                    + "\(escapedHTML(unbroken(figure.text)))\(figure.reason.map(note) ?? "")</td>"
            }.joined() + "</tr>"
    }

    private func heading(of row: MetricRow) -> String {
        guard isExplained else { return escapedHTML(row.name) }
        return "<details class=\"term\"><summary>\(escapedHTML(row.name))</summary>"
            + "\(note(row.explanation))</details>"
    }
}

/// A remark in small type.
func note(_ text: String) -> String { "<span class=\"note\">\(escapedHTML(text))</span>" }
