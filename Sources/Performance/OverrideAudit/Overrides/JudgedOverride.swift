public import Calendar
import Attribution
public import Domain

/// An override with what the model said that day and the renewal that judges it.
///
/// Source: `Documentation/methods.md`, 11.
public struct JudgedOverride: Sendable, BitwiseCopyable {
    /// Position in `Portfolio.overrides`.
    public let position: Int
    /// The model's tier: that of the log, or else the one first recorded; nil where neither is known.
    public let modelTier: Tier?
    /// The model's score, found in the same way.
    public let modelScore: Score?
    /// Which way the CSM departs from the model; nil for one that affirms it, and where the model's
    /// tier is not known.
    public let direction: OverrideDirection?
    /// Position in `Portfolio.renewals` of the first line of the account's first renewal due on or
    /// after that day.
    public let renewal: Int?
    /// Days from logging to the due date.
    public let lead: Int?
    /// Whether the audit judges it.
    public let eligibility: OverrideEligibility
    /// The first day on which it is no longer in force.
    public let end: Day

    /// Whether it is in force on a day.
    func isInForce(on day: Day, logged: Day) -> Bool { logged <= day && day < end }
}

extension JudgedOverride {
    /// Every override logged by the end of the month, in the order of the portfolio.
    ///
    /// - Complexity: O(n log r), with n overrides and r renewals of an account.
    static func all(_ attributed: AttributedPortfolio, scores: RecordedScores) -> [JudgedOverride] {
        let (portfolio, asOf) = (attributed.portfolio, attributed.frame.asOf)
        let logged = portfolio.overrides.indices.filter { portfolio.overrides[$0].logged <= asOf }
        let offsets = attributed.renewalOffsets
        return logged.map { position in
            let account = portfolio.overrides[position].account
            return JudgedOverride(
                position, scores.atLogging[position],
                among: offsets[account]..<offsets[account + 1],
                portfolio, asOf: asOf, policy: attributed.policy)
        }
    }

    private init(
        _ position: Int, _ recorded: HealthAnswer?, among renewals: Range<Int>,
        _ portfolio: Portfolio, asOf: Day, policy: Policy
    ) {
        let override = portfolio.overrides[position]
        let score = override.modelScore ?? recorded?.score
        let tier =
            override.modelTier ?? override.modelScore.map(policy.tier)
            ?? recorded.map { policy.tier(of: $0.score, own: $0.tier) }
        let next = portfolio.renewals.firstPosition(in: renewals) { $0.due >= override.logged }
        let renewal = next < renewals.upperBound ? next : nil
        let lead = renewal.map { portfolio.renewals[$0].due - override.logged }
        self.position = position
        modelScore = score
        modelTier = tier
        direction = tier.flatMap {
            override.asserted == $0 ? nil : override.asserted > $0 ? .up : .down
        }
        self.renewal = renewal
        self.lead = lead
        let planned = override.reevaluate ?? override.logged + Int(policy.overrideForceDays)
        let withdrawn = override.withdrawn.flatMap { $0 <= asOf ? $0 : nil }
        end = min(planned, withdrawn ?? planned)
        if tier == nil {
            eligibility = .unknownTier
        } else if direction == nil {
            eligibility = .affirm
        } else if let renewal, let lead {
            let lines = RenewalLines(at: renewal, of: portfolio.renewals)
            let isDecided = lines.decision.map { $0 <= override.logged } ?? false
            if lead < Int(policy.overrideMinimumLeadDays) || isDecided {
                eligibility = .tooLate
            } else {
                eligibility = lead > Int(policy.overrideMaximumLeadDays) ? .tooEarly : .eligible
            }
        } else {
            eligibility = .noRenewal
        }
    }
}
