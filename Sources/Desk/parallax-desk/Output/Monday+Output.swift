import Calendar
import Domain
import Formats
import HealthDesk
import Scoring

extension TierChange {
    /// What to talk about, in a few lines.
    func text(_ csms: [CSM]) -> String {
        let now = tierNow?.word ?? "no score"
        let value = standing.score.score.map { " at \($0)" } ?? ""
        var lines = ["\(standing.label): from \(tierBefore.word) to \(now)\(value)", "\(reason)."]
        let owner = standing.owner.map { "\(csms[$0].name) (\(csms[$0].id))" }
        lines.append("Owner: \(owner ?? "nobody").")
        let open = standing.openActions
        lines.append(
            open.isEmpty
                ? "Nothing is open." : "Open: \(open.map(\.words).joined(separator: "; ")).")
        if !playbooks.isEmpty {
            lines.append("Plan: \(playbooks.joined(separator: ", ")).")
        }
        if let known { lines.append("We will know by \(known) whether it works.") }
        return lines.joined(separator: "\n  ")
    }

    fileprivate func json(_ csms: [CSM]) -> JSON {
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
    func json(_ csms: [CSM]) -> JSON {
        [
            "since": .text(since.description), "changes": .array(changes.map { $0.json(csms) }),
        ]
    }
}

extension Action {
    fileprivate var words: String { due.map { "\(title) (due \($0))" } ?? title }
}
