import Calendar
import DeskAccess
import Domain
import HealthDesk

extension EntryKind {
    /// What people do with actions.
    static let actions = [action, closing, moving]

    /// A task, a request or an escalation.
    private static let action = EntryKind(
        "action", "actions", needing: .tasks, "Opens an action.", done: "The action is open.",
        fields: [
            EntryField("title", .line(most: 300), isRequired: true),
            EntryField("kind", .word(["task", "request", "escalation"])),
            EntryField("due_on", .day),
        ]
    ) { entry in
        let action = Action(
            id: entry.id, account: entry.standing.position,
            kind: Action.Kind(rawValue: entry.text("kind") ?? "") ?? .task,
            title: entry.text("title") ?? "", opened: entry.day,
            due: try entry.comingDay("due_on"), csm: entry.csm)
        return EntryRows(.actions, action.row(entry.open))
    }

    private static let closing = EntryKind(
        "close", "actions/{action_id}/close", "Closes an action.", done: "The action is closed."
    ) { entry in
        var action = try entry.action()
        guard action.isOpen(on: entry.day) else { return nil }
        action.closed = entry.day
        return EntryRows(.actions, action.row(entry.open))
    }

    private static let moving = EntryKind(
        "due", "actions/{action_id}/due", "Gives an action another due day.",
        done: "The action has another due day.",
        fields: [EntryField("due_on", .day, isRequired: true)]
    ) { entry in
        var action = try entry.action()
        let due = try entry.comingDay("due_on")
        guard action.due != due else { return nil }
        action.due = due
        return EntryRows(.actions, action.row(entry.open))
    }

    /// What people do with playbooks.
    static let playbooks = [start, dismissal]

    private static let start = EntryKind(
        "start", "playbooks/{playbook}/start", "Starts a playbook: its steps become actions.",
        done: "The playbook has begun: its steps are in the actions."
    ) { entry in
        let playbook = try entry.playbook()
        let isOpen = entry.standing.openActions.contains { $0.playbook == playbook.name }
        guard !isOpen else { return nil }
        let actions = playbook.start(for: entry.standing, csm: entry.csm) {
            "\(entry.id)-\($0 + 1)"
        }
        return EntryRows(.actions, actions.map { $0.row(entry.open) })
    }

    private static let dismissal = EntryKind(
        "dismiss", "playbooks/{playbook}/dismiss", "Says why a suggested playbook does not fit.",
        done: "The playbook is not suggested for a while.",
        fields: [EntryField("reason", .line(most: 300), isRequired: true)]
    ) { entry in
        let playbook = try entry.playbook()
        return EntryRows(
            .dismissals,
            [
                "dismissal_id": .text(entry.id),
                "account_id": .text(entry.standing.account.id.text),
                "csm_id": .text(entry.open.csms[entry.csm].id.text),
                "playbook": .text(playbook.name), "dismissed_on": .day(entry.day),
                "reason": .text(entry.text("reason")),
            ])
    }
}

extension Entry {
    /// The action that the path names.
    fileprivate func action() throws(EntryFault) -> Action {
        guard let action = standing.actions.first(where: { $0.id == subject }) else {
            throw EntryFault("action_id", "There is no such action of this account.")
        }
        return action
    }

    /// The playbook that the path names.
    fileprivate func playbook() throws(EntryFault) -> Playbook {
        let known = open.configuration.playbooks
        guard let playbook = known.first(where: { $0.name == subject }) else {
            throw EntryFault("playbook", "There is no playbook of this name.")
        }
        return playbook
    }
}
