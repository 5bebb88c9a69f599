package import Domain
package import Formats

extension ImportSummary {
    /// The JSON that `parallax import --json` prints.
    ///
    /// - Parameters:
    ///   - isDryRun: whether nothing was changed.
    ///   - suspicions: what looks wrong with the facts after the import.
    /// - Returns: the JSON.
    package func json(isDryRun: Bool, suspicions: [Suspicion] = []) -> JSON {
        [
            "dry_run": .bool(isDryRun),
            "files": .array(files.map(\.json)),
            "refused": .array(
                refused.map { ["file": .text($0.file), "reason": .text($0.reason)] }),
            "passed_over": .array(passedOver.map(JSON.text)),
            "for_the_other_program": .array(elsewhere.map(JSON.text)),
            "rejects": .optional(rejectsPath),
            "suspicions": .array(
                suspicions.map { suspicion in
                    [
                        "kind": .text(suspicion.kind.rawValue), "count": .count(suspicion.count),
                        "example": .text(suspicion.example),
                        "what_to_do": .text(suspicion.whatToDo),
                    ]
                }),
        ]
    }
}

extension ImportSummary.File {
    fileprivate var json: JSON {
        [
            "feed": .text(feed.rawValue), "file": .text(name), "new": .count(fates.taken),
            "unchanged": .count(fates.unchanged), "restated": .count(fates.restated),
            "rejected": .count(rejected), "kept": .bool(isKept),
            "unknown_columns": .array(unknownColumns.map(JSON.text)),
            "withdrawn": .count(fates.withdrawn), "form": .array(form.map(JSON.text)),
            "notes": .array(notes.map(JSON.text)),
            "columns": .object(columns.map { ($0.column, .optional($0.source)) }),
            "reasons": .array(
                reasons.map { reason in
                    [
                        "column": .text(reason.column), "reason": .text(reason.reason),
                        "count": .count(reason.count),
                    ]
                }),
        ]
    }
}
