import Calendar
import Attribution
import Domain

/// Merges eligible overrides into episodes and judges them.
///
/// Source: `Documentation/methods.md`, 11.
struct EpisodeBuilder {
    private let attributed: AttributedPortfolio
    private let portfolio: Portfolio
    private let policy: Policy
    private let asOf: Day
    /// The sessions of account `a` are at `sessionOffsets[a]..<sessionOffsets[a + 1]`.
    private let sessionOffsets: [Int]

    init(_ attributed: AttributedPortfolio) {
        self.attributed = attributed
        portfolio = attributed.portfolio
        policy = attributed.policy
        asOf = attributed.frame.asOf
        sessionOffsets = accountOffsets(
            portfolio.sessions.lazy.map(\.account), accounts: portfolio.accounts.count)
    }

    /// The episodes of overrides, which are sorted by account, day and identifier.
    ///
    /// - Complexity: O(n log s), with n overrides and s sessions of an account.
    func episodes(_ overrides: [JudgedOverride]) -> [Episode] {
        var episodes: [Episode] = []
        var members: [JudgedOverride] = []
        var latestEnd = asOf
        var counted: Set<OverrideDirection> = []
        for override in overrides where override.eligibility == .eligible {
            let logged = portfolio.overrides[override.position].logged
            if let index = members.first {
                let isSameRenewal = index.renewal == override.renewal
                if isSameRenewal, index.direction == override.direction,
                    logged <= latestEnd + Int(policy.overrideMergeDays)
                {
                    members.append(override)
                    latestEnd = max(latestEnd, override.end)
                    continue
                }
                add(members, to: &episodes, counted: &counted)
                if !isSameRenewal { counted = [] }
            }
            members = [override]
            latestEnd = override.end
        }
        add(members, to: &episodes, counted: &counted)
        return episodes
    }

    private func add(
        _ members: [JudgedOverride], to episodes: inout [Episode],
        counted: inout Set<OverrideDirection>
    ) {
        guard let index = members.first else { return }
        guard let direction = index.direction, let position = index.renewal,
            let lead = index.lead, let tier = index.modelTier
        else { preconditionFailure("an eligible override has a direction, a renewal and a tier") }
        let first = portfolio.overrides[index.position]
        let due = portfolio.renewals[position].due
        let state = state(ofRenewal: position)
        episodes.append(
            Episode(
                id: first.id, overrides: members.map(\.position), account: first.account,
                csm: first.csm, direction: direction, indexDay: first.logged, modelTier: tier,
                modelScore: index.modelScore, asserted: first.asserted, reason: first.reason,
                lead: lead, bucket: LeadBucket(leadInDays: lead, policy: policy),
                renewal: position, due: due, state: state,
                isLapsed: state == .churned && attributed.states[position] == .lapsed,
                verdict: verdict(direction, state, first, until: due),
                isCounted: counted.insert(direction).inserted,
                arr: attributed.lines(at: position).before(attributed.conversion)))
    }

    private func state(ofRenewal position: Int) -> EpisodeState {
        guard attributed.isMatured(portfolio.renewals[position].due) else { return .pending }
        return switch attributed.states[position] {
        case .renewed: .renewed
        case .churned, .lapsed: .churned
        case .pending, .overdue, nil: .overdue
        }
    }

    private func verdict(
        _ direction: OverrideDirection, _ state: EpisodeState, _ index: Override, until due: Day
    ) -> Verdict? {
        switch (direction, state) {
        case (_, .pending), (_, .overdue): return nil
        case (.up, .renewed), (.down, .churned): return .csmRight
        case (.up, .churned): return .scoreRight
        case (.down, .renewed):
            let sessions = sessionOffsets[index.account]..<sessionOffsets[index.account + 1]
            let next = portfolio.sessions.firstPosition(in: sessions) { $0.held > index.logged }
            let isHeld =
                next < sessions.upperBound && portfolio.sessions[next].held <= min(due, asOf)
            return isHeld ? .renewedWithAction : .renewedWithoutAction
        }
    }
}
