public import Calendar
public import Domain
import Formats
public import Scoring

/// An account that changed tier, why, and what is done about it.
public struct TierChange: Sendable {
    /// How the account stands now.
    public let standing: AccountStanding
    /// Its score before.
    public let before: AccountScore
    /// Its tier before.
    public let tierBefore: Tier
    /// Its tier now; nil if there is no score any more.
    public let tierNow: Tier?
    /// The component that moved the score most; nil if none did, or there is no score any more.
    public let move: ComponentMove?
    /// The playbooks that are open for it.
    public let playbooks: [String]
    /// The next action that is due; nil without any.
    public let next: Action?
    /// The day when it is known whether the plan works; nil without a plan.
    public let known: Day?

    /// The change of an account.
    ///
    /// - Returns: nil if its tier is the same, or was not known.
    init?(_ standing: AccountStanding, since before: AccountScore, playbooks: [Playbook]) {
        guard let tier = before.tier, tier != standing.score.tier else { return nil }
        self.standing = standing
        self.before = before
        tierBefore = tier
        tierNow = standing.score.tier
        move = ComponentMove(from: before, to: standing.score)
        let open = standing.openActions
        let names = Set(open.compactMap(\.playbook)).sorted { $0.precedesByBytes($1) }
        self.playbooks = names.map { name in
            playbooks.first { $0.name == name }?.title ?? name
        }
        next = open.first { $0.due != nil } ?? open.first
        let results = names.compactMap { name -> Day? in
            guard let playbook = playbooks.first(where: { $0.name == name }) else { return nil }
            return open.filter { $0.playbook == name }.map(\.opened).min()
                .map { $0 + playbook.knownAfterDays }
        }
        known = results.max() ?? open.compactMap(\.due).max()
    }

    /// Whether the tier is worse now, or there is no score any more.
    public var isFall: Bool { tierNow.map { $0 < tierBefore } ?? true }

    /// Why it changed, in words: `support fell from 80 to 35: support tickets: 9`.
    public var reason: String {
        if let move { return move.words.withCapitalInitial }
        if tierNow == nil {
            let missing = standing.score.missing
            return missing.isEmpty
                ? "There is no score any more" : list(missing).withCapitalInitial
        }
        if before.modelVersion != standing.score.modelVersion {
            return "Another version of the model counts now"
        }
        return "Parts of the score came or went"
    }
}
