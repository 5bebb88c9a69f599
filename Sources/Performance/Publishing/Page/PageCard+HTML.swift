import Templating

// A review has a card for each CSM. The template engine would take most of a millisecond for each.
extension PageCard {
    /// The card with its name as its heading, and with what stands on each of its printed sheets.
    var html: String {
        article(
            """
            <div class="sheet">
            <p class="running">\(escapedHTML(running))</p>
            <div class="sheet-body">
            \(heading)
            \(content)</div>
            </div>
            """)
    }

    /// The card with its name as its heading, for a page that is printed as a whole.
    var plainHTML: String { article("\(heading)\n\(content)") }

    private var heading: String { "<h3 id=\"\(anchor)-name\">\(escapedHTML(cardName))</h3>" }

    private func article(_ inside: String) -> String {
        """
        <article class="scorecard" id="\(anchor)" aria-labelledby="\(anchor)-name">
        \(inside)
        </article>

        """
    }

    /// The card without its name, for a page that has it in its own heading.
    var content: String {
        """
        <p class="sentence">\(escapedHTML(sentence))</p>
        \(fairLine.isEmpty ? "" : "<dl class=\"fair-line\">\(fairLine.map(\.html).joined())</dl>\n")\
        \(table.html)
        \(explanations.map(\.html).joined())\(benchmarks?.html ?? "")
        """
    }
}

extension PageCard.FairFact {
    fileprivate var html: String {
        "<div><dt>\(escapedHTML(name))</dt><dd>\(escapedHTML(value))</dd></div>"
    }
}

extension PageCard.Explanation {
    fileprivate var html: String {
        let kind = isFair ? "fair" : "basis"
        let text = sentences.map { "<p class=\"\(kind)\">\(escapedHTML($0))</p>" }
        return """
            <details class="more">
            <summary>\(escapedHTML(heading))</summary>
            \(text.joined(separator: "\n"))
            </details>

            """
    }
}
