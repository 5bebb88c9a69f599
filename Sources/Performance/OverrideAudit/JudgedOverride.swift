public import Calendar
import Attribution
public import Domain

/// An override with what the model said that day and the renewal that judges it.
public struct JudgedOverride: Sendable {
    /// Position in `Portfolio.overrides`.
    public let position: Int
    /// What the model said, as the log has it, else as first recorded.
    public let modelTier: Tier?
    /// Its score, alike.
    public let modelScore: Score?
    /// Nil for one that affirms the model or whose model tier nobody knows.
    public let direction: OverrideDirection?
    /// Position in `Portfolio.renewals` of the account's first renewal due from that day on.
    public let renewal: Int?
    /// Days from logging to that due date.
    public let lead: Int?
    /// What the audit makes of it.
    public let kind: OverrideClass
    /// The first day on which it no longer holds.
    public let end: Day

    /// Whether it holds on a day.
    func isInForce(on day: Day, logged: Day) -> Bool { logged <= day && day < end }
}

extension JudgedOverride {
    /// Every override logged by a day, in the order of the portfolio.
    static func all(
        _ portfolio: Portfolio, scores: RecordedScores, asOf: Day, policy: Policy
    ) -> [JudgedOverride] {
        let logged = portfolio.overrides.indices.filter { portfolio.overrides[$0].logged <= asOf }
        let offsets = accountOffsets(
            portfolio.renewals.lazy.map(\.account), accounts: portfolio.accounts.count)
        return logged.map { position in
            let account = portfolio.overrides[position].account
            return JudgedOverride(
                position, scores.atLogging[position],
                among: offsets[account]..<offsets[account + 1],
                portfolio, asOf: asOf, policy: policy)
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
            kind = .unknownTier
        } else if direction == nil {
            kind = .affirm
        } else if let renewal, let lead {
            let known = portfolio.renewals[renewal]
            let isDecided = [known.notice, known.closing].contains {
                $0.map { $0 <= override.logged } ?? false
            }
            if lead < Int(policy.overrideMinimumLeadDays) || isDecided {
                kind = .tooLate
            } else {
                kind = lead > Int(policy.overrideMaximumLeadDays) ? .tooEarly : .eligible
            }
        } else {
            kind = .noRenewal
        }
    }
}
