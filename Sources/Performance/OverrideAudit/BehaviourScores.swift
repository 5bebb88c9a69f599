import Calendar
import Attribution
import Domain

/// What behaviour worth a look asks of the daily scores, as they stand now.
struct BehaviourScores {
    /// A score that came into a better tier.
    struct Rise {
        let account: Int
        let day: Day
        /// Whether it landed within three points above the tier's threshold.
        let isNear: Bool
    }

    /// A renewal due in the window whose account's tier is known some days before.
    struct Due {
        /// Position in `Portfolio.renewals`.
        let renewal: Int
        let day: Day
        let tier: Tier
    }

    /// Rises in the window.
    let rises: [Rise]
    /// 120 days before renewals due in the window.
    let before120: [Due]
    /// 90 days before renewals due in the window.
    let before90: [Due]

    /// What the daily scores say about the window.
    ///
    /// - Throws: what `health` throws when it cannot be read.
    init(
        _ portfolio: Portfolio, health: any HealthHistory, frame: ReviewFrame, policy: Policy
    ) throws {
        rises = try Self.rises(portfolio, health, frame, policy)
        let due = portfolio.renewals.indices.filter {
            frame.window.contains(portfolio.renewals[$0].due)
        }
        let questions = [120, 90].flatMap { days in
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
        before120 = known.prefix(due.count).compactMap(\.self)
        before90 = known.dropFirst(due.count).compactMap(\.self)
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
                let isNear = thresholds.contains { (0...3).contains(row.score.points - $0) }
                rises.append(Rise(account: account, day: row.day, isNear: isNear))
            }
            previous[account] = (row.day, tier)
        }
        return rises
    }
}
