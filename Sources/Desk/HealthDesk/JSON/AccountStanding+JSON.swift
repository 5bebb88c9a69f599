import Calendar
import Domain
package import Formats
package import Scoring

extension AccountStanding {
    /// The account's name with its identifier: `Acme (A01)`.
    package var label: String { account.name.map { "\($0) (\(account.id))" } ?? account.id.text }

    /// The score and what it rests on, for programs. Numbers are not rounded.
    package var json: JSON {
        [
            "account_id": .text(account.id.text), "date": .text(day.description),
            "score": .optional(score.value), "tier": .optional(score.tier?.word),
            "basis": .number(score.basis), "model_version": .optional(score.modelVersion),
            "missing": .array(score.missing.map(JSON.text)),
            "explanation": .text(score.explanation),
            "components": .array(score.components.map(\.json)),
        ]
    }
}

extension ScoredComponent {
    /// A component and what it rests on, for programs. Numbers are not rounded.
    package var json: JSON {
        [
            "name": .text(name), "score": .optional(score), "basis": .number(basis),
            "weight_in_use": .number(weightInUse), "threshold": .number(threshold),
            "age_days": .optional(ageInDays.map(Double.init)),
            "measures": .array(
                measures.map { measure in
                    [
                        "name": .text(measure.name), "score": .optional(measure.score),
                        "weight_in_use": .number(measure.weightInUse),
                        "is_stale": .bool(measure.knowledge == .stale),
                        "observed_on": .optional(measure.observed?.description),
                        "data_point": .optional(measure.dataPoint),
                    ]
                }),
        ]
    }
}
