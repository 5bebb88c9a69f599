import Calendar
import Attribution
import Domain

/// Merges eligible overrides into episodes and judges them.
struct EpisodeBuilder {
    let portfolio: Portfolio
    let asOf: Day
    let policy: Policy
    let conversion: CurrencyConversion
    private let sessionOffsets: [Int]

    init(_ portfolio: Portfolio, asOf: Day, policy: Policy, conversion: CurrencyConversion) {
        self.portfolio = portfolio
        self.asOf = asOf
        self.policy = policy
        self.conversion = conversion
        sessionOffsets = accountOffsets(
            portfolio.sessions.lazy.map(\.account), accounts: portfolio.accounts.count)
    }

    /// The episodes of overrides that are sorted by account, day and identifier.
    ///
    /// - Complexity: O(overrides log sessions).
    func episodes(_ overrides: [JudgedOverride]) -> [Episode] {
        var episodes: [Episode] = []
        var members: [JudgedOverride] = []
        var latestEnd = asOf
        var counted: Set<OverrideDirection> = []
        for override in overrides where override.kind == .eligible {
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
        guard let index = members.first, let direction = index.direction,
            let renewal = index.renewal, let lead = index.lead, let tier = index.modelTier
        else { return }
        let first = portfolio.overrides[index.position]
        let judge = portfolio.renewals[renewal]
        let state = state(of: judge)
        episodes.append(
            Episode(
                id: first.id, overrides: members.map(\.position), account: first.account,
                csm: first.csm, direction: direction, indexDay: first.logged, modelTier: tier,
                modelScore: index.modelScore, asserted: first.asserted, reason: first.reason,
                lead: lead, renewal: renewal, due: judge.due, state: state,
                verdict: verdict(direction, state, first, until: judge.due),
                isCounted: counted.insert(direction).inserted,
                arr: conversion.reporting(judge.arrBefore, in: judge.currency)))
    }

    private func state(of renewal: Renewal) -> EpisodeState {
        guard isMatured(renewal, asOf: asOf, policy: policy) else { return .pending }
        return switch RenewalState(of: renewal, asOf: asOf, policy: policy) {
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

/// Whether enough days have passed since the due date, whatever came of it.
func isMatured(_ renewal: Renewal, asOf: Day, policy: Policy) -> Bool {
    renewal.due + Int(policy.pendingDays) < asOf
}
