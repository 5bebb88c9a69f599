import Calendar
import Attribution
import Domain

/// What behaviour worth a look needs of the daily scores, as they are now.
///
/// Source: `Documentation/methods.md`, 15.
struct BehaviourScores {
    /// How often accounts of a CSM rose into a better tier, and how often they landed just above a
    /// threshold. There are millions of rises: they are counted, not kept.
    typealias Rises = (count: Int, near: Int)

    /// A renewal due in the window whose account has a known tier on a day before it.
    struct Due {
        /// Position in `Portfolio.renewals` of its first line.
        let renewal: Int
        let day: Day
        let tier: Tier
    }

    /// Rises in the window by CSM, in the order of the portfolio. Those without an owner are left
    /// out.
    let rises: [Rises]
    /// The tiers `Policy.handoverDays` before the renewals due in the window.
    let beforeHandover: [Due]
    /// The tiers `Policy.warningDays` before the renewals due in the window.
    let atWarning: [Due]

    /// What the daily scores say about the window.
    ///
    /// - Throws: what `health` throws when it cannot be read.
    init(_ attributed: AttributedPortfolio, health: any HealthHistory) throws {
        let (policy, frame) = (attributed.policy, attributed.frame)
        rises = try Self.rises(attributed, health)
        let due = attributed.events.filter { $0.due >= frame.windowStart }
        let questions = [policy.handoverDays, policy.warningDays].map { Int($0) }.flatMap { days in
            due.map { HealthQuestion(account: $0.account, day: $0.due - days) }
        }
        let answers = try health.scores(
            asOf: questions, maximumAge: Int(policy.scoreMaximumAgeDays), version: .current)
        let known = zip(due + due, zip(questions, answers)).map { event, asked -> Due? in
            asked.1.map {
                Due(
                    renewal: event.renewal, day: asked.0.day,
                    tier: policy.tier(of: $0.score, own: $0.tier))
            }
        }
        beforeHandover = known.prefix(due.count).compactMap(\.self)
        atWarning = known.dropFirst(due.count).compactMap(\.self)
    }

    private static func rises(
        _ attributed: AttributedPortfolio, _ health: any HealthHistory
    ) throws -> [Rises] {
        let (portfolio, policy, frame) = (attributed.portfolio, attributed.policy, attributed.frame)
        let ownership = attributed.ownership
        let thresholds = [policy.redBelow, policy.amberBelow]
        let oldest = Int(policy.scoreMaximumAgeDays)
        var previous = [(day: Day, tier: Tier)?](repeating: nil, count: portfolio.accounts.count)
        var rises = [Rises](repeating: (0, 0), count: portfolio.csms.count)
        try health.forEachScore(from: frame.windowStart - oldest, through: frame.asOf) {
            account, row in
            let tier = policy.tier(of: row.score, own: row.tier)
            if let last = previous[account], tier > last.tier, row.day >= frame.windowStart,
                row.day - last.day <= oldest, let csm = ownership.csm(of: account, on: row.day)
            {
                let isNear = thresholds.contains {
                    (0...policy.justAbovePoints).contains(row.score.points - $0)
                }
                rises[csm].count += 1
                if isNear { rises[csm].near += 1 }
            }
            previous[account] = (row.day, tier)
        }
        return rises
    }
}
