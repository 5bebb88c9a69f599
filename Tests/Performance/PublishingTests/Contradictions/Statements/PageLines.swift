/// The lines of a page, with the characters that its entities stand for and plain spaces.
func plainLines(_ html: String) -> [String] {
    let entities = [
        ("\u{a0}", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
        ("&amp;", "&"),
    ]
    return html.split(separator: "\n").map { line in
        var text = String(line)
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == 0xC2 }) else {
            return text
        }
        for (entity, character) in entities { text = text.replacing(entity, with: character) }
        return text
    }
}

extension [String] {
    /// The lines of the section that is labelled so.
    func section(_ label: String) -> [String] {
        let start = "<section aria-labelledby=\"\(label)\""
        return Array(drop { !$0.hasPrefix(start) }.prefix { !$0.hasPrefix("</section>") })
    }

    /// The rows of the table whose caption starts so; none without such a table.
    func rows(caption: String) -> [String] {
        drop { !$0.hasPrefix("<caption>\(caption)") }.prefix { !$0.hasPrefix("</table>") }
            .filter { $0.hasPrefix("<tr><th scope=\"row\">") }
    }
}

/// The text of the last cell of a row of a table.
func lastCell(_ row: String) -> String {
    guard let start = row.ranges(of: "<td>").last?.upperBound else { return "" }
    let rest = row[start...]
    return String(rest.firstRange(of: "</td>").map { rest[..<$0.lowerBound] } ?? rest)
}

/// The verdict in a row of a table of metrics or of portfolios; empty without one.
func verdictCell(_ row: String) -> String {
    guard let start = row.firstRange(of: "verdict\"")?.upperBound,
        let text = row[start...].firstRange(of: ">")?.upperBound
    else { return "" }
    let rest = row[text...]
    return String(rest.firstRange(of: "</td>").map { rest[..<$0.lowerBound] } ?? rest)
}

/// What stands in a text after some words, up to others; nil without them.
func between(_ start: String, _ end: String, in text: String) -> String? {
    guard let first = text.firstRange(of: start)?.upperBound else { return nil }
    let rest = text[first...]
    return rest.firstRange(of: end).map { String(rest[..<$0.lowerBound]) }
}

/// The whole number with which a text starts; nil without one.
func leadingNumber(_ text: some StringProtocol) -> Int? {
    Int(text.prefix { $0.isASCII && $0.isNumber })
}
