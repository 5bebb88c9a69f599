import Calendar
package import Closing
package import Formats

extension ClosedMonth {
    /// Everything that a closing keeps, except the review, as `parallax close --list --json` has it.
    package var json: JSON {
        [
            "month": .text(month.description), "edition": .count(edition),
            "closed_at": .text(closed.description), "closed_by": .text(content.by),
            "note": .optional(content.note),
            "despite_disputes": .optional(content.despiteDisputes),
            "last_import": .count(content.lastImport),
            "methods_version": .count(content.methodsVersion),
            "policy_digest": .text(content.policyDigest),
            "data_digest": .text(content.dataDigest),
            "review_sha256": .text(content.reviewDigest),
            "files": .array(
                content.files.map { ["name": .text($0.name), "sha256": .text($0.sha256)] }),
        ]
    }
}
