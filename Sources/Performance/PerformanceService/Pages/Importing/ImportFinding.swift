import Domain
import Formats
import Intake

/// What became of a file, or would become of it, in words.
struct ImportFinding {
    private let summary: ImportSummary
    private let isDryRun: Bool

    /// The finding about a summary.
    init(_ summary: ImportSummary, isDryRun: Bool) {
        self.summary = summary
        self.isDryRun = isDryRun
    }

    private var file: ImportSummary.File? { summary.files.first }
    private var fates: RowFates { file?.fates ?? RowFates() }
    /// The number of rows that broke no rule.
    var accepted: Int { fates.taken + fates.unchanged + fates.restated }
    /// The number of rows that broke one.
    var rejected: Int { file?.rejected ?? 0 }

    /// How many rows are good, in one sentence.
    var sentence: String {
        let all = accepted + rejected
        let verb = isDryRun ? "can be imported" : all == 1 ? "was imported" : "were imported"
        if all == 0 { return "The file has no row." }
        if accepted == 0 { return "None of the \(rows(all)) \(verb)." }
        if rejected == 0 { return "\(all == 1 ? "The one row" : "All \(rows(all))") \(verb)." }
        return "\(grouped(accepted)) of \(rows(all)) \(verb)."
    }

    /// What becomes of the rows, in a few words.
    var counts: [(label: String, count: String)] {
        var counts = [
            ("new", fates.taken), ("already known", fates.unchanged),
            ("changed", fates.restated), ("rejected", rejected),
        ]
        if fates.withdrawn > 0 { counts.append(("withdrawn", fates.withdrawn)) }
        return counts.map { ($0.0, grouped($0.1)) }
    }

    /// The counts that are not 0, in one line.
    var line: String {
        let all = counts.filter { $0.count != "0" }.map { "\($0.count) \($0.label)" }
        return all.isEmpty ? "no row" : all.joined(separator: ", ")
    }

    /// What follows for other feeds: rows that waited come in.
    var waiting: [String] {
        summary.files.dropFirst().map { other in
            let count = other.fates.taken + other.fates.restated
            return "\(rows(count)) of \(other.feed.rawValue), rejected earlier because a name was "
                + "unknown, \(isDryRun ? "would come" : "came") in with this file."
        }
    }

    private func rows(_ count: Int) -> String { counted(count, "row") }
}

/// A count with commas between thousands: `12,345`.
func grouped(_ count: Int) -> String {
    var text = ""
    for (place, digit) in String(count).reversed().enumerated() {
        if place > 0, place % 3 == 0, digit != "-" { text.insert(",", at: text.startIndex) }
        text.insert(digit, at: text.startIndex)
    }
    return text
}
