package import Calendar
import Formats
import Attribution
package import Review
import Charting
package import Domain
package import OverrideAudit
import Statistics

/// The report for the owner of the health model: the changes that new evidence has confirmed, and
/// the findings that are still to be confirmed. It names no person and no account, and quotes none
/// of the CSMs' notes.
package struct ModelHandOff: Sendable {
    /// What overrides of either direction are worth: the rule for the model.
    private let worth: [OverrideWorth]
    private let changes: [ProposedChange]
    private let asOf: Day
    private let policyDigest: String
    /// How many parts of the portfolio were looked at.
    private let looked: Int
    /// How many months before the review the earlier one was, in words.
    private let earlier: String

    /// The hand-off of a review.
    package init(_ review: MonthlyReview) {
        self.init(
            review.proposedChanges, worth: review.audit.worth, asOf: review.frame.asOf,
            policyDigest: review.policyDigest,
            looked: review.audit.segments.count, policy: review.policy)
    }

    /// The hand-off of these changes.
    package init(
        _ changes: [ProposedChange], worth: [OverrideWorth], asOf: Day, policyDigest: String,
        looked: Int,
        policy: Policy = Policy()
    ) {
        self.worth = worth
        self.changes = changes
        self.asOf = asOf
        self.policyDigest = policyDigest
        self.looked = looked
        earlier = monthsWords(policy.earlierReviewMonths)
    }

    /// Writes `proposal.md` and `proposal.csv`; files of these names are replaced.
    ///
    /// - Parameter folder: the folder; made where it is missing.
    /// - Throws: `FileError`.
    package func write(to folder: String) throws {
        try makeFolder(folder)
        try AtomicFile(path: folder + "/proposal.md").write(Array(markdown.utf8))
        try AtomicFile(path: folder + "/proposal.csv").write(csv)
    }

    /// A summary in one sentence.
    package var summary: String {
        let confirmed = changes.count(where: \.isConfirmed)
        let open = changes.count - confirmed
        let rules = worth.filter { $0.rule != nil }
        let rule =
            rules.isEmpty
            ? "No rule for overrides is shown."
            : "Rule from this review, not yet confirmed by new renewals: "
                + rules.map { "overrides \($0.direction.title.lowercased()), \($0.ruleWords)" }
                .joined(separator: "; ") + "."
        let known =
            confirmed == 0
            ? "No change for single segments is confirmed"
            : "\(counted(confirmed, "change")) for single segments confirmed by new evidence"
        return "\(rule) \(known); \(open == 0 ? "nothing" : "\(open)") to be confirmed, of "
            + "\(counted(looked, "part")) looked at. \(candidatesByLuck)"
    }

    /// The proposal for people.
    package var markdown: String {
        let confirmed = changes.filter(\.isConfirmed)
        let candidates = changes.filter { !$0.isConfirmed }
        var text = """
            # What CSMs' overrides say about the health score

            As of \(asOf), policy \(policyDigest). \(summary)

            A finding is confirmed when a review \(earlier) earlier showed it too, and the \
            renewals that matured since show it alone. A difference is the share of accounts that \
            churned where a CSM overrode the score, minus that of similar accounts (score, days before \
            the renewal, segment) where nobody did. It is no proof of cause.

            ## What an override is worth

            | Override | Worth | Log-odds of churn | Overridden renewals | Others |
            |---|---|---|---|---|

            """
        for one in worth {
            text +=
                "| \(one.direction.title) | \(one.words) | \(one.logOddsWords) "
                + "| \(one.effect.treated) | \(one.effect.controls) |\n"
        }
        text += "\n" + worth.map { "\($0.sentence)\n" }.joined(separator: "\n")
        text += "\n## Proposed for segments\n"
        text += confirmed.isEmpty ? "\nNothing is confirmed yet. Nothing is proposed.\n" : ""
        if confirmed.count > 1 {
            text +=
                "\nSegments overlap: an account has a segment, a region and more, so that these are "
                + "not as many independent findings.\n"
        }
        for (index, change) in confirmed.enumerated() {
            text += "\n### \(index + 1). \(escaped(change.heading))\n\n"
            text += "- **Change:** \(change.change)\n"
            text += "- **Evidence:** \(change.evidence)\n"
            text += "- **From:** \(change.origin)\n"
            text += "- **Refuted if:** \(change.refutation)\n"
        }
        text += "\n## To be confirmed\n\n"
        guard !candidates.isEmpty else { return text + "Nothing.\n" }
        text += "Seen, but not yet in new evidence. No change is proposed.\n\n"
        text += "| Where | Difference | Episodes | Controls | p | Adjusted p | Due |\n"
        text += "|---|---|---|---|---|---|---|\n"
        for change in candidates {
            text +=
                "| \(escaped(change.heading)) | \(change.differenceWords) | \(change.treated) "
                + "| \(change.controls) | \(probabilityText(change.p)) "
                + "| \(probabilityText(change.adjustedP)) | \(change.months) |\n"
        }
        return text
    }

    /// The same as a CSV table, one row for each finding.
    package var csv: [UInt8] {
        var table = CSVTable(columns: [
            "status", "kind", "dimension", "value", "direction", "change", "treated", "controls",
            "risk_difference", "risk_difference_low", "risk_difference_high", "p", "adjusted_p",
            "first_due_month", "last_due_month", "csms", "largest_csm", "largest_csm_episodes",
            "refuted_if", "delta", "delta_low", "delta_high", "points", "points_low", "points_high",
        ])
        for one in worth {
            table.append(
                [
                    .text("rule"), one.rule.map { .text($0) } ?? .empty, .text("all"), .empty,
                    .text(one.direction.rawValue),
                    one.rule == nil ? .empty : .text(one.sentence),
                    .number(Double(one.effect.treated)), .number(Double(one.effect.controls)),
                ] + Array(repeating: .empty, count: 11) + [
                    .optional(one.effect.estimate?.delta),
                    .optional(one.effect.estimate?.interval.low),
                    .optional(one.effect.estimate?.interval.high),
                    .optional(one.points?.value), .optional(one.points?.interval.low),
                    .optional(one.points?.interval.high),
                ])
        }
        for change in changes.filter(\.isConfirmed) + changes.filter({ !$0.isConfirmed }) {
            let isProposed = change.isConfirmed
            table.append(
                [
                    .text(isProposed ? "confirmed" : "to_be_confirmed"),
                    isProposed ? .text(change.kind.rawValue) : .empty,
                    .text(change.dimension.rawValue), .text(change.value),
                    .text(change.direction.rawValue), isProposed ? .text(change.change) : .empty,
                    .number(Double(change.treated)), .number(Double(change.controls)),
                    .number(change.difference), .optional(change.differenceLow),
                    .optional(change.differenceHigh), .number(change.p), .number(change.adjustedP),
                    .text(change.firstMonth.description), .text(change.lastMonth.description),
                    .number(Double(change.csms)), .text(change.largestCSM),
                    .number(Double(change.largestCSMEpisodes)),
                    isProposed ? .text(change.refutation) : .empty,
                ] + Array(repeating: .empty, count: 6))
        }
        return table.bytes
    }

    /// A text of a feed with Markdown characters escaped.
    private func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if "\\`*_[]<>#|".contains(character) { escaped.append("\\") }
            escaped.append(character.isNewline ? " " : character)
        }
        return escaped
    }
}

extension OverrideWorth {
    /// `-0.82 (-1.31 to -0.33)`.
    fileprivate var logOddsWords: String {
        effect.estimate.map { estimate in
            let numbers = [estimate.delta, estimate.interval.low, estimate.interval.high].map {
                decimalText($0, decimals: 2, signed: true)
            }
            return "\(numbers[0]) (\(numbers[1]) to \(numbers[2]))"
        } ?? "–"
    }

    /// The rule in a few words.
    fileprivate var ruleWords: String { shown == .wrongWay ? "keep the score as it is" : words }

    /// What the model should do; nil where nothing is shown.
    fileprivate var rule: String? {
        guard !haveOutcomesMissing else { return nil }
        return switch (shown, points) {
        case (.rightWay, _?): "count_as_points"
        case (.wrongWay, _) where direction == .up: ProposedChange.Kind.keepScore.rawValue
        default: nil
        }
    }
}

extension ProposedChange {
    /// Which accounts, and how they were seen.
    fileprivate var heading: String {
        place.withCapitalInitial
            + ": overridden to a \(direction.comparative) tier"
    }

    fileprivate var months: String {
        firstMonth == lastMonth ? firstMonth.name : firstMonth.span(to: lastMonth)
    }

    /// `-12 points (-20 to -4)`.
    fileprivate var differenceWords: String {
        guard let differenceLow, let differenceHigh else {
            return pointsText(difference) + " points"
        }
        return "\(pointsText(difference)) points "
            + "(\(pointsText(differenceLow)) to \(pointsText(differenceHigh)))"
    }

    fileprivate var evidence: String {
        "\(counted(treated, "episode")) against \(counted(controls, "similar account")) without an "
            + "override, difference \(differenceWords), p \(probabilityText(p)), among all segments "
            + "\(probabilityText(adjustedP)); renewals due \(months)"
    }

    fileprivate var origin: String {
        "\(counted(csms, "CSM")), at most \(counted(largestCSMEpisodes, "episode")) by one "
            + "(\(largestCSM))"
    }
}
