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
}

extension Action {
    fileprivate var words: String { due.map { "\(title) (due \($0))" } ?? title }
}
