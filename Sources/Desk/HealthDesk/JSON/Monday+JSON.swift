import Calendar
package import Domain
package import Formats
import Scoring

extension TierChange {
    /// The change for programs.
    package func json(_ csms: [CSM]) -> JSON {
        [
            "account_id": .text(standing.account.id.text),
            "tier_before": .text(tierBefore.word), "tier_now": .optional(tierNow?.word),
            "score_before": .optional(before.value), "score_now": .optional(standing.score.value),
            "component": .optional(move?.component.name), "points": .optional(move?.points),
            "reason": .text(reason), "owner": .optional(standing.owner.map { csms[$0].id.text }),
            "open_actions": .array(standing.openActions.map { .text($0.id) }),
            "playbooks": .array(playbooks.map(JSON.text)),
            "known_on": .optional(known?.description),
        ]
    }
}

extension Monday {
    /// The changes for programs.
    package func json(_ csms: [CSM]) -> JSON {
        [
            "since": .text(since.description), "changes": .array(changes.map { $0.json(csms) }),
        ]
    }
}
