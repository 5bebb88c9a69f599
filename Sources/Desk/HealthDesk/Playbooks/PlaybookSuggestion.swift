import Calendar
public import Domain
public import Scoring

/// A playbook that fits an account, and why.
public struct PlaybookSuggestion: Sendable, Equatable {
    /// The playbook.
    public let playbook: Playbook
    /// Why it fits: one reason for each trigger.
    public let reasons: [String]

    /// The playbooks to suggest for an account, in the order given.
    ///
    /// A playbook is suggested once: not while an action of it is open, and not for
    /// `playbookRestDays` after it was dismissed or its last action was closed.
    ///
    /// - Parameters:
    ///   - playbooks: all of them.
    ///   - standing: how the account stands.
    ///   - dismissals: those of any account, in any order.
    ///   - policy: the constants.
    /// - Returns: the playbooks that fit.
    public static func all(
        of playbooks: [Playbook], for standing: AccountStanding,
        dismissals: [Dismissal], policy: DeskPolicy
    ) -> [PlaybookSuggestion] {
        playbooks.compactMap { playbook in
            let reasons = playbook.triggers.compactMap { $0.reason(standing) }
            guard !reasons.isEmpty else { return nil }
            let own = standing.actions.filter { $0.playbook == playbook.name }
            guard !own.contains(where: { $0.isOpen(on: standing.day) }) else { return nil }
            let dismissed = dismissals.filter {
                $0.account == standing.position && $0.playbook == playbook.name
                    && $0.dismissed <= standing.day
            }
            let last = (dismissed.map(\.dismissed) + own.compactMap(\.closed)).max()
            if let last, Double(standing.day - last) < policy.playbookRestDays { return nil }
            return PlaybookSuggestion(playbook: playbook, reasons: reasons)
        }
    }
}

extension Playbook {
    /// The actions of a playbook that starts: one for each step, with its day.
    ///
    /// - Parameters:
    ///   - standing: the account, on the day of the start.
    ///   - csm: position of the CSM who does them.
    ///   - id: the identifier of the action of a step, counted from 0.
    /// - Returns: the actions, in the order of the steps.
    public func start(
        for standing: AccountStanding, csm: Int?, id: (Int) -> String
    ) -> [Action] {
        steps.enumerated().map { place, step in
            Action(
                id: id(place), account: standing.position, kind: .playbook, title: step.title,
                opened: standing.day, due: standing.day + step.dueInDays, csm: csm,
                playbook: name, step: "\(place + 1)")
        }
    }
}
