import Calendar
import Domain

/// The tiers of accounts on the days on which they are compared.
///
/// Source: `Documentation/methods.md`, 9.
struct TermTiers: Sendable {
    /// The tier of each term as the owner's term began; nil where unknown.
    let atStart: [Tier?]
    /// The tier of each term shortly before the due date; empty where not asked for.
    let atEnd: [Tier?]

    /// The tiers of the terms of a review, and of those of the earlier one.
    ///
    /// All questions are asked in one call, so that a store goes through its months once. The health
    /// rows are taken as they are now.
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
