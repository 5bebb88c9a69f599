import Calendar
import Formats
import Domain
import Review

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
