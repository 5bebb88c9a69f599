import Templating

// A review has a card for each CSM. The template engine would take most of a millisecond for each.
extension PageCard {
    /// The card as HTML.
    var html: String {
        let name = escapedHTML(cardName)
        let fair = fair.map { "<p class=\"fair\">\(escapedHTML($0))</p>\n" }.joined()
        let largest = largest.map { " " + escapedHTML($0) } ?? ""
        return """
            <article class="card" id="\(anchor)" aria-labelledby="\(anchor)-name">
            <h3 id="\(anchor)-name">\(name)</h3>
            <p class="sentence">\(escapedHTML(sentence))</p>
            \(fair)<table>
            <caption>\(name): all numbers</caption>
            <thead><tr><th scope="col">Measure</th><th scope="col">Value</th>\
            <th scope="col">Against target</th></tr></thead>
            <tbody>
            \(rows.map(\.html).joined())</tbody>
            </table>
            <p class="note">\(escapedHTML(counts))\(largest)</p>
            </article>

            """
    }
}

extension PageCard.Row {
    fileprivate var html: String {
        let known = isKnown ? "" : " class=\"unknown\""
        let verdict = verdict.map(escapedHTML) ?? note("no target")
        return "<tr><th scope=\"row\">\(escapedHTML(metric))"
            + "<span class=\"note meaning\">\(escapedHTML(meaning))</span></th>"
            + "<td\(known)><span class=\"value\">\(escapedHTML(value))</span>"
            + "\(notes.map(note).joined())</td><td>\(verdict)\(aim.map(note) ?? "")</td></tr>\n"
    }
}

private func note(_ text: String) -> String {
    "<span class=\"note\">\(escapedHTML(text))</span>"
}
