import Calendar
import Attribution
import Domain
import Statistics

/// Counts behaviour worth a look in the headline window.
///
/// Source: `Documentation/methods.md`, 15.
struct BehaviourEvidence {
    private let evidence: AuditEvidence
    private let scores: BehaviourScores
    private let attributed: AttributedPortfolio
    /// Overrides logged in the window.
    private let overrides: [JudgedOverride]

    private var portfolio: Portfolio { attributed.portfolio }
    private var policy: Policy { attributed.policy }
    private var frame: ReviewFrame { attributed.frame }
    private var ownership: Ownership { attributed.ownership }

    init(_ evidence: AuditEvidence, _ scores: BehaviourScores) {
        self.evidence = evidence
        self.scores = scores
        attributed = evidence.attributed
        let (portfolio, frame) = (evidence.portfolio, evidence.attributed.frame)
        overrides = evidence.overrides.filter {
            portfolio.overrides[$0.position].logged >= frame.windowStart
        }
    }

    /// The findings of every kind, in order.
    func findings() -> [BehaviourFinding] {
        [
            justAbove, monthEnd, handover, withdrawnEarly, neverRed, lapsedLook, omission,
        ].flatMap { $0.findings() } + underReaction
    }

    private var justAbove: BehaviourCases {
        var cases = BehaviourCases(.justAbove, policy: policy)
        for (csm, rises) in scores.rises.enumerated() {
            cases.add(csm, count: rises.count, observed: rises.near)
        }
        return cases
    }

    private var monthEnd: BehaviourCases {
        var cases = BehaviourCases(.monthEnd, policy: policy)
        let days = policy.monthEndDays
        for override in overrides.map({ portfolio.overrides[$0.position] }) {
            let month = override.logged.month
            cases.add(
                override.csm, Double(month.lastDay - override.logged) < days,
                chance: days / Double(month.length))
        }
        return cases
    }

    private var handover: BehaviourCases {
        var cases = BehaviourCases(.handover, policy: policy)
        for due in scores.beforeHandover where due.tier == .red {
            let renewal = portfolio.renewals[due.renewal]
            let assignment = ownership.assignment(of: renewal.account, on: due.day)
            cases.add(assignment?.csm, assignment?.end.map { $0 <= renewal.due } ?? false)
        }
        return cases
    }

    private var withdrawnEarly: BehaviourCases {
        var cases = BehaviourCases(.withdrawnEarly, policy: policy)
        for override in overrides.map({ portfolio.overrides[$0.position] }) {
            let isEarly = override.withdrawn.map {
                $0 <= frame.asOf && $0 - override.logged <= Int(policy.withdrawnEarlyDays)
            }
            cases.add(override.csm, isEarly ?? false)
        }
        return cases
    }

    private var neverRed: BehaviourCases {
        var cases = BehaviourCases(.neverRed, policy: policy)
        for override in overrides.map({ portfolio.overrides[$0.position] }) {
            cases.add(override.csm, override.asserted == .red)
        }
        return cases
    }

    private var lapsedLook: BehaviourCases {
        var cases = BehaviourCases(.lapsedLook, policy: policy)
        for (index, judged) in overrides.enumerated() {
            let override = portfolio.overrides[judged.position]
            let lookAgain =
                override.reevaluate
                ?? override.logged + Int(policy.overrideForceDays)
            let isWithdrawn = override.withdrawn.map { $0 <= frame.asOf } ?? false
            guard lookAgain < frame.asOf, !isWithdrawn else { continue }
            // Overrides are sorted by account, then by day: the next one of the account is newer.
            let isLast =
                index + 1 == overrides.count
                || portfolio.overrides[overrides[index + 1].position].account != override.account
            let isOwned =
                ownership.csm(of: override.account, on: frame.asOf) == override.csm
            cases.add(override.csm, isLast && isOwned)
        }
        return cases
    }

    private var omission: BehaviourCases {
        var cases = BehaviourCases(.omission, policy: policy)
        let warned = Set(
            evidence.overrides.lazy.filter { $0.direction == .down }.compactMap(\.renewal))
        let green = Set(scores.atWarning.lazy.filter { $0.tier == .green }.map(\.renewal))
        for event in attributed.events
        where event.due >= frame.windowStart && (event.state == .churned || event.state == .lapsed)
        {
            guard case .csm(let csm) = event.owner else { continue }
            cases.add(csm, green.contains(event.renewal) && !warned.contains(event.renewal))
        }
        return cases
    }

    /// CSMs who called red accounts better more often than chance explains, and whose accounts then
    /// churned no less often than similar ones.
    private var underReaction: [BehaviourFinding] {
        var cases = BehaviourCases(.underReaction, policy: policy)
        let onRed = evidence.summaries.filter { $0.direction == .up && $0.isOnRed }
        let spoken = Set(onRed.map { [$0.csm, $0.account, Int($0.due.number)] })
        for due in scores.atWarning where due.tier == .red {
            let renewal = portfolio.renewals[due.renewal]
            guard let csm = ownership.csm(of: renewal.account, on: due.day) else { continue }
            cases.add(csm, spoken.contains([csm, renewal.account, Int(renewal.due.number)]))
        }
        let often = cases.findings().filter { finding in
            guard let expected = finding.expected, expected > 0 else { return false }
            return Double(finding.observed) > upperLimit(expected, of: finding.count)
        }
        // Contrasts of all of them at once, as each goes through the candidates for controls.
        let ofCSMs = Dictionary(grouping: onRed, by: \.csm)
        let contrasts = evidence.contrasts(
            often.map { (.up, ofCSMs[$0.csm] ?? []) }, among: evidence.controls.ofCSMs,
            isOnRed: true)
        return zip(often, contrasts).compactMap { finding, contrast in
            contrast.test.riskDifference.map { $0 >= 0 } ?? false ? finding : nil
        }
    }

    /// The upper limit of the funnel for a count, interpolated between whole numbers.
    private func upperLimit(_ expected: Double, of count: Int) -> Double {
        let share = expected / Double(count)
        return PoissonBinomial(Array(repeating: share, count: count)).interpolatedQuantile(
            1 - policy.chanceRangeLevel / 2)
    }
}
