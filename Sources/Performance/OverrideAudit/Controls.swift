import Calendar
import Attribution
import Domain

/// Renewals without an override that might have had one, each looked at once.
///
/// Source: `Documentation/methods.md`, 12.
struct Controls {
    /// By direction: those that an override of that direction could have met.
    private(set) var subjects: [OverrideDirection: [Subject]] = [:]

    /// The controls of a portfolio; `segments` has each account's.
    ///
    /// - Complexity: O(renewals + overrides).
    init(
        _ portfolio: Portfolio, _ overrides: [JudgedOverride], scores: RecordedScores,
        segments: [Int], asOf: Day, policy: Policy
    ) {
        var firstEligible: [Int: Day] = [:]
        for override in overrides where override.kind == .eligible {
            guard let renewal = override.renewal else { continue }
            let logged = portfolio.overrides[override.position].logged
            firstEligible[renewal] = min(firstEligible[renewal] ?? logged, logged)
        }
        for (index, renewal) in portfolio.renewals.enumerated() {
            guard isMatured(renewal, asOf: asOf, policy: policy),
                let state = RenewalState(of: renewal, asOf: asOf, policy: policy),
                state.isSettled,
                let bucket = LeadBucket(
                    rawValue: renewal.id.utf8.reduce(0) { $0 + Int($1) } % 3),
                !renewal.isDecided(by: renewal.due - bucket.landmark),
                let known = scores.score(of: index, at: bucket.landmark)
            else { continue }
            if let first = firstEligible[index], first <= renewal.due - bucket.shortestLead {
                continue
            }
            let subject = Subject(
                stratum: Stratum(
                    score: known.score, bucket: bucket, segment: segments[renewal.account]),
                account: renewal.account, due: renewal.due, churned: state != .renewed,
                tier: known.tier)
            if known.tier != .green { subjects[.up, default: []].append(subject) }
            if known.tier != .red { subjects[.down, default: []].append(subject) }
        }
    }

    /// The strata of those of a direction that meet a condition.
    func strata(
        _ direction: OverrideDirection, where isWanted: (Subject) -> Bool = { _ in true }
    ) -> StratumCounts {
        (subjects[direction] ?? []).filter(isWanted).strata
    }
}

extension Sequence<Subject> {
    /// Their strata.
    var strata: StratumCounts {
        var counts = StratumCounts()
        for subject in self { counts.add(subject.stratum, churned: subject.churned) }
        return counts
    }
}
