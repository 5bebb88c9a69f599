public import Calendar
public import Scoring

/// What a team talks about on Monday: the accounts that changed tier since last Monday.
public struct Monday: Sendable {
    /// Last Monday.
    public let since: Day
    /// The accounts, falls first, then by identifier.
    public let changes: [TierChange]

    /// What changed since last Monday.
    ///
    /// - Parameters:
    ///   - today: how the accounts stand today.
    ///   - scores: where scores come from.
    ///   - owners: positions of the CSMs whose accounts are wanted; nil for all accounts.
    ///   - playbooks: the playbooks, which say when their effect is known.
    /// - Throws: what the store throws when it cannot be read.
    public init(
        _ today: WorkingDay, scores: any ScoreSource, owners: Set<Int>? = nil,
        playbooks: [Playbook]
    ) throws {
        since = today.day.lastMonday
        let before = try scores.scores(on: since)
        let wanted = today.standings.filter { standing in
            owners.map { owners in standing.owner.map(owners.contains) ?? false } ?? true
        }
        let changes = wanted.compactMap { standing in
            TierChange(standing, since: before[standing.position], playbooks: playbooks)
        }
        self.changes = changes.filter(\.isFall) + changes.filter { !$0.isFall }
    }
}

extension Day {
    /// The last Monday before the day: a week earlier if the day is one.
    public var lastMonday: Day { self - (weekday == 0 ? 7 : weekday) }
}
