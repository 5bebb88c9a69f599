import Calendar
import Domain

/// How healthy accounts were on the days on which they are compared.
struct TermTiers: Sendable {
    /// One a term: as the owner's term began; nil where unknown.
    let atStart: [Tier?]
    /// One a term: shortly before the due date; empty where not asked for.
    let atEnd: [Tier?]

    /// The tiers of some terms now, and of those known in an earlier review.
    ///
    /// Asked at once, so that a store goes through its months once. The rows as they stand now count.
    ///
    /// - Throws: what `health` throws when it cannot be read.
    static func read(
        now: [SettledTerm], earlier: [SettledTerm], health: any HealthHistory, policy: Policy
    ) throws -> (now: TermTiers, earlier: TermTiers) {
        func starts(_ terms: [SettledTerm]) -> [HealthQuestion] {
            terms.map { HealthQuestion(account: $0.account, day: $0.start) }
        }
        let endGame = now.map { term in
            HealthQuestion(account: term.account, day: term.due - Int(policy.endGameDays))
        }
        let tiers = try health.scores(
            asOf: starts(now) + endGame + starts(earlier),
            maximumAge: Int(policy.scoreMaximumAgeDays), version: .current
        ).map { answer in answer.map { policy.tier(of: $0.score, own: $0.tier) } }
        let later = Array(tiers.dropFirst(now.count))
        return (
            TermTiers(
                atStart: Array(tiers.prefix(now.count)), atEnd: Array(later.prefix(now.count))),
            TermTiers(atStart: Array(later.dropFirst(now.count)), atEnd: [])
        )
    }
}
