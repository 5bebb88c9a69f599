import Domain
import Intake
import Review

extension ImportSummary {
    /// What `parallax import --json` prints.
    func json(isRehearsal: Bool) -> JSON {
        [
            "dry_run": .bool(isRehearsal),
            "files": .array(files.map(\.json)),
            "refused": .array(
                refused.map { ["file": .text($0.file), "reason": .text($0.reason)] }),
            "passed_over": .array(passedOver.map(JSON.text)),
            "rejects": .optional(rejectsPath),
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
        ]
    }
}

extension HealthDay {
    /// One day of `parallax history --json`.
    var json: JSON {
        [
            "date": .text(day.description), "score": .number(score.points),
            "tier": .optional(tier?.word), "model_version": .optional(modelVersion),
            "components": .object(
                components.sorted { $0.key < $1.key }.map {
                    (name: $0.key, value: .number($0.value.points))
                }),
        ]
    }
}
