import Calendar
import Attribution
import Domain

/// What behaviour worth a look needs of the daily scores, as they are now.
///
/// Source: `Documentation/methods.md`, 15.
struct BehaviourScores {
    /// A rise of an account into a better tier.
    struct Rise {
        let account: Int
        let day: Day
        /// Whether it landed just above a threshold.
        let isNear: Bool
    }

    /// A renewal due in the window whose account has a known tier on a day before it.
    struct Due {
        /// Position in `Portfolio.renewals`.
        let renewal: Int
        let day: Day
        let tier: Tier
    }

    /// Rises in the window.
    let rises: [Rise]
    /// The tiers `Policy.handoverDays` before the renewals due in the window.
    let beforeHandover: [Due]
    /// The tiers `Policy.warningDays` before the renewals due in the window.
    let atWarning: [Due]

    /// What the daily scores say about the window.
    ///
    /// - Throws: what `health` throws when it cannot be read.
    init(_ attributed: AttributedPortfolio, health: any HealthHistory) throws {
        let (portfolio, policy) = (attributed.portfolio, attributed.policy)
        let frame = attributed.frame
        rises = try Self.rises(portfolio, health, frame, policy)
        let due = portfolio.renewals.indices.filter {
            frame.window.contains(portfolio.renewals[$0].due)
        }
        let questions = [policy.handoverDays, policy.warningDays].map { Int($0) }.flatMap { days in
            due.map {
                HealthQuestion(
                    account: portfolio.renewals[$0].account, day: portfolio.renewals[$0].due - days)
            }
        }
        let answers = try health.scores(
            asOf: questions, maximumAge: Int(policy.scoreMaximumAgeDays), version: .current)
        let known = zip(due + due, zip(questions, answers)).map { renewal, asked -> Due? in
            asked.1.map {
                Due(
                    renewal: renewal, day: asked.0.day,
                    tier: policy.tier(of: $0.score, own: $0.tier))
            }
        }
        beforeHandover = known.prefix(due.count).compactMap(\.self)
        atWarning = known.dropFirst(due.count).compactMap(\.self)
    }

    private static func rises(
        _ portfolio: Portfolio, _ health: any HealthHistory, _ frame: ReviewFrame, _ policy: Policy
    ) throws -> [Rise] {
        let thresholds = [policy.redBelow, policy.amberBelow]
        let oldest = Int(policy.scoreMaximumAgeDays)
        var previous = [(day: Day, tier: Tier)?](repeating: nil, count: portfolio.accounts.count)
        var rises: [Rise] = []
        try health.forEachScore(from: frame.windowStart - oldest, through: frame.asOf) {
            account, row in
            let tier = policy.tier(of: row.score, own: row.tier)
            if let last = previous[account], tier > last.tier, row.day >= frame.windowStart,
                row.day - last.day <= oldest
            {
                let isNear = thresholds.contains {
                    (0...policy.justAbovePoints).contains(row.score.points - $0)
                }
                rises.append(Rise(account: account, day: row.day, isNear: isNear))
            }
            previous[account] = (row.day, tier)
        }
        return rises
    }
}
