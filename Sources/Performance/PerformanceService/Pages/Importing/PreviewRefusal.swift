import Formats

/// Why a file was refused, in the words of the page: options of the command line become controls.
///
/// ```swift
/// let refusal = PreviewRefusal("cannot use the file of arr: … say --dates dmy or --dates mdy")
/// refusal.asked  // ["dates"]
/// ```
package struct PreviewRefusal {
    /// What is in the way and what to do.
    package let text: String
    /// The controls that settle it, the likeliest first.
    package let asked: [String]
    /// The encoding that the bytes look like; nil if that is not the question.
    package let likelyEncoding: String?

    private static let wordings: [(words: String, shown: String, control: String)] = [
        (
            "say which one counts with --dates dmy or --dates mdy", "choose below which one counts",
            "dates"
        ),
        ("say --dates dmy or --dates mdy", "choose it below", "dates"),
        (
            "say which one counts with --numbers 1,234.56 or --numbers 1.234,56",
            "choose below which one counts", "numbers"
        ),
        ("say --numbers 1,234.56 or --numbers 1.234,56", "choose it below", "numbers"),
        ("say which one to read with --sheet", "choose below which one to read", "sheet"),
        ("it has no sheet", "it has no sheet", "sheet"),
        (
            "if that is right, say --withdraw-many", "if that is right, allow it below",
            "withdraw_many"
        ),
        ("leave --complete out", "do not say that the file is complete", "complete"),
        ("leave --snapshot out", "do not say that the lists are whole", "snapshot"),
        ("there is no encoding", "there is no encoding", "encoding"),
        ("it is not UTF-8 but probably", "it is not UTF-8 but probably", "encoding"),
        ("either; save it as CSV UTF-8", "either; save it as CSV UTF-8", "encoding"),
        ("it has no header on line", "it has no header on line", "header_row"),
        ("which feed this file holds", "which feed this file holds", "feed"),
        ("is missing; the header has", "is missing; the header has", "columns"),
        ("it has nothing for the feed", "it has nothing for the feed", "mapping"),
        (
            "add a column 'currency', or a mapping with currency: { constant: USD }",
            "choose below where the currency comes from", "columns"
        ),
    ]

    /// What is in the way, without what to do.
    var problem: String {
        let ends = [": choose", "; choose"].compactMap { text.firstRange(of: $0)?.lowerBound }
        return ends.min().map { text[..<$0] + "." } ?? text
    }

    /// The words for the page.
    ///
    /// - Parameter detail: why the import failed, as programs are told.
    package init(_ detail: String) {
        var text = detail
        if let start = text.firstRange(of: "cannot use the file of "),
            start.lowerBound == text.startIndex, let colon = text.firstRange(of: ": ")
        {
            text.removeSubrange(..<colon.upperBound)
        }
        var asked: [String] = []
        for (words, shown, control) in Self.wordings {
            guard let found = text.firstRange(of: words) else { continue }
            text.replaceSubrange(found, with: shown)
            if !asked.contains(control) { asked.append(control) }
        }
        likelyEncoding = text.firstRange(of: "say so with --encoding ").map { found in
            let name = text[found.upperBound...].prefix { $0 != "," && $0 != ";" && $0 != " " }
            let encoding = String(name)
            text.replaceSubrange(found.lowerBound..<name.endIndex, with: "choose it below")
            return encoding
        }
        if text.hasPrefix("is ") { text = "it " + text }
        let end = text.hasSuffix(".") ? "" : "."
        self.text = text.withCapitalInitial + end
        self.asked = asked
    }
}
