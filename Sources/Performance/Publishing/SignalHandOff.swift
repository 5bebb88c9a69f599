import Attribution
import Calendar
import Formats
package import Review
import Domain
package import Signals
import Statistics

/// What signals and weights suggest to the owner of the health model, to take along: a text that a
/// committee can decide on, and a table of all signals. It names no account and no person.
///
/// Source: `Documentation/methods.md`, 16.
package struct SignalHandOff: Sendable {
    private let review: MonthlyReview

    /// The hand-off of a review.
    package init(_ review: MonthlyReview) { self.review = review }

    /// Writes `signals.md` and `signals.csv`; files of these names are replaced.
    ///
    /// - Parameter folder: the folder; made where it is missing.
    /// - Throws: `FileError`.
    package func write(to folder: String) throws {
        try makeFolder(folder)
        try AtomicFile(path: folder + "/signals.md").write(Array(markdown.utf8))
        try AtomicFile(path: folder + "/signals.csv").write(csv)
    }

    /// The proposal for people.
    package var markdown: String {
        let signals = review.signals
        let text = signals.proposalText
        var lines = [
            "# What predicted renewal, and what the weights of the health score should be", "",
            "As of \(review.frame.asOf), policy \(review.policyDigest). Nothing here is applied "
                + "automatically.", "",
            "**\(text.headline)**",
        ]
        for part in text.parts {
            lines += ["", "## \(part.heading)", ""] + part.sentences.map { escapedMarkdown($0) }
        }
        lines += ["", "## The strongest signals", ""]
        let strongest = signals.strongest(10)
        lines +=
            strongest.isEmpty
            ? ["No signal is known of enough renewals."]
            : strongest.compactMap { signals.sentence(on: $0.name) }
                .map { "- \(escapedMarkdown($0))" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Every signal at every landmark, one row each, with the fields of the JSON.
    package var csv: [UInt8] {
        var table = CSVTable(columns: [
            "landmark", "family", "name", "known", "known_renewed", "known_churned",
            "missing_share", "mean_renewed", "mean_churned", "auc", "auc_low", "auc_high", "p",
            "adjusted_p", "correlation", "starred", "psi", "shifted", "reason",
        ])
        for landmark in review.signals.landmarks {
            for signal in landmark.signals {
                table.append([
                    .number(Double(landmark.days)), .text(signal.name.family.rawValue),
                    .text(signal.name.name), .number(Double(signal.known)),
                    .number(Double(signal.renewed)), .number(Double(signal.churned)),
                    .optional(signal.missingShare), .optional(signal.renewedMean),
                    .optional(signal.churnedMean), .optional(signal.auc),
                    .optional(signal.interval?.low), .optional(signal.interval?.high),
                    .optional(signal.p), .optional(signal.adjustedP),
                    .optional(signal.correlation),
                    .optional(signal.p == nil ? nil : signal.isStarred ? "true" : "false"),
                    .optional(signal.stability?.index),
                    .optional(signal.isShifted.map { $0 ? "true" : "false" }),
                    .optional(signal.reason?.rawValue),
                ])
            }
        }
        return table.bytes
    }
}

extension Signals {
    /// The strongest signals at the landmark of the weights.
    package func strongest(_ count: Int) -> [SignalFigures] {
        Array((weightsLandmark?.strongestFirst ?? []).prefix(count))
    }
}

/// A sentence with the names of measures in it, which must not become Markdown or HTML.
private func escapedMarkdown(_ text: String) -> String {
    var escaped = ""
    for character in text {
        if "\\`*_[]<>|#".contains(character) { escaped.append("\\") }
        escaped.append(character)
    }
    return escaped
}
