import Calendar
import DeskAccess
import Domain
import Formats
import Foundation
import HealthDesk
import Hummingbird
import Scoring
import SignIn
import Web

/// Pages about what changed since last Monday: one's own, and the sheet of a team.
enum MondayPages {
    static let all: [Endpoint] = [monday, team]

    private static let monday = Endpoint.page(
        "/monday", .reaching(.accounts),
        "The accounts that changed tier since last Monday, and why."
    ) { call in
        let open = try await call.service.library.current()
        let scope = Scope(call.reach, on: open)
        return try call.page(
            "Monday", "/monday", "monday", call.mondayValues(open, scope), aside: open.day.words)
    }

    private static let team = Endpoint.page(
        "/teams/{team}", .reaching(.tasks),
        "What a team walks through together: what changed, what is open, what is agreed."
    ) { call in
        let open = try await call.service.library.current()
        let team = call.parameter("team")
        guard case .teams(let names) = call.reach, team.isOneByBytes(of: names) else {
            throw Problem.notFound("You lead no team of this name.")
        }
        let values = try call.mondayValues(open, Scope(.teams([team]), on: open))
        return try call.page(
            "Team \(team)", "/teams/\(team.inPath)", "team",
            values.merging([
                "team": team, "next": "/teams/\(team.inPath)", "form": call.formField ?? "",
                "writes": call.formField != nil,
            ]) { $1 }, aside: open.day.words)
    }
}

extension Call {
    /// The values of a page about what changed.
    fileprivate func mondayValues(_ open: OpenDay, _ scope: Scope) throws -> [String: Any] {
        let changes = open.monday.changes.filter { scope.includes($0.standing) }
        let falls = changes.filter(\.isFall)
        let rises = changes.filter { !$0.isFall }
        let others = open.lines.filter { line in
            scope.includes(line.standing) && !line.urgency.precedence.isEmpty
                && !changes.contains { $0.standing.position == line.standing.position }
        }
        return [
            "since": open.monday.since.words, "count": counted(changes.count, "account"),
            "hasChanges": !changes.isEmpty,
            "groups": [("Worse than last Monday", falls), ("Better than last Monday", rises)]
                .filter { !$0.1.isEmpty }.map { title, changes in
                    ["title": title, "changes": changes.map { row($0, open) }] as [String: Any]
                },
            "others": others.map { line in
                line.standing.summary(open).merging([
                    "why": line.reason, "entry": UUID().uuidString,
                ]) { $1 }
            },
            "hasOthers": !others.isEmpty,
        ]
    }

    private func row(_ change: TierChange, _ open: OpenDay) -> [String: Any] {
        let actions = change.standing.openActions
        return change.standing.summary(open).merging([
            "before": change.tierBefore.word, "now": change.tierNow?.word ?? "no score",
            "nowClass": change.tierNow?.word ?? "none",
            "scoreBefore": change.before.score?.description ?? "–",
            "reason": change.reason, "hasActions": !actions.isEmpty,
            "actions": actions.map { action in
                [
                    "title": action.title, "due": action.due?.words ?? "",
                    "hasDue": action.due != nil, "isOverdue": action.isOverdue(on: open.day),
                    "who": action.csm.map { open.csms[$0].name } ?? "",
                    "hasWho": action.csm != nil,
                ] as [String: Any]
            },
            "plan": change.playbooks.joined(separator: ", "),
            "hasPlan": !change.playbooks.isEmpty, "known": change.known?.words ?? "",
            "hasKnown": change.known != nil, "entry": UUID().uuidString,
        ]) { $1 }
    }
}
