import Calendar
import Attribution
import Domain
import Statistics

/// Counts what is worth a look in the headline window.
///
/// Source: `Documentation/methods.md`, 15.
struct BehaviourEvidence {
    private let evidence: AuditEvidence
    private let scores: BehaviourScores
    private let frame: ReviewFrame
    private let ownership: Ownership
    /// Overrides logged in the window.
    private let overrides: [JudgedOverride]

    private var portfolio: Portfolio { evidence.portfolio }

    init(_ evidence: AuditEvidence, _ scores: BehaviourScores, frame: ReviewFrame) {
        self.evidence = evidence
        self.scores = scores
        self.frame = frame
        ownership = Ownership(evidence.portfolio, asOf: frame.asOf)
        overrides = evidence.overrides.filter {
            evidence.portfolio.overrides[$0.position].logged >= frame.windowStart
        }
    }

    /// Every kind, in order.
    func findings() -> [BehaviourFinding] {
        [
            justAbove, monthEnd, handover, withdrawnEarly, neverRed, lapsedLook, omission,
        ].flatMap { $0.findings() } + underReaction
    }

    private var justAbove: BehaviourCases {
        var cases = BehaviourCases(.justAbove)
        for rise in scores.rises {
            cases.add(ownership.csm(of: rise.account, on: rise.day), rise.isNear)
        }
        return cases
    }

    private var monthEnd: BehaviourCases {
        var cases = BehaviourCases(.monthEnd)
        for override in overrides.map({ portfolio.overrides[$0.position] }) {
            let month = override.logged.month
            cases.add(
                override.csm, month.lastDay - override.logged < 7, chance: 7 / Double(month.length))
        }
        return cases
    }

    private var handover: BehaviourCases {
        var cases = BehaviourCases(.handover)
        for due in scores.before120 where due.tier == .red {
            let renewal = portfolio.renewals[due.renewal]
            let assignment = ownership.assignment(of: renewal.account, on: due.day)
            cases.add(assignment?.csm, assignment?.end.map { $0 <= renewal.due } ?? false)
        }
        return cases
    }

    private var withdrawnEarly: BehaviourCases {
        var cases = BehaviourCases(.withdrawnEarly)
        for override in overrides.map({ portfolio.overrides[$0.position] }) {
            let isEarly = override.withdrawn.map {
                $0 <= frame.asOf && $0 - override.logged <= 14
            }
            cases.add(override.csm, isEarly ?? false)
        }
        return cases
    }

    private var neverRed: BehaviourCases {
        var cases = BehaviourCases(.neverRed)
        for override in overrides.map({ portfolio.overrides[$0.position] }) {
            cases.add(override.csm, override.asserted == .red)
        }
        return cases
    }

    private var lapsedLook: BehaviourCases {
        var cases = BehaviourCases(.lapsedLook)
        for (index, judged) in overrides.enumerated() {
            let override = portfolio.overrides[judged.position]
            let lookAgain =
                override.reevaluate
                ?? override.logged + Int(evidence.policy.overrideForceDays)
            let isWithdrawn = override.withdrawn.map { $0 <= frame.asOf } ?? false
            guard lookAgain < frame.asOf, !isWithdrawn else { continue }
            // Sorted by account, then by day: the next one is a newer one of the account.
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
        var cases = BehaviourCases(.omission)
        let warned = Set(
            evidence.overrides.lazy.filter { $0.direction == .down }.compactMap(\.renewal))
        let green = Set(scores.before90.lazy.filter { $0.tier == .green }.map(\.renewal))
        for (index, renewal) in portfolio.renewals.enumerated()
        where frame.window.contains(renewal.due) {
            switch RenewalState(of: renewal, asOf: frame.asOf, policy: evidence.policy) {
            case .churned, .lapsed: break
            default: continue
            }
            let owner = ownership.owner(
                of: renewal.account, due: renewal.due, policy: evidence.policy)
            guard case .csm(let csm) = owner else { continue }
            cases.add(csm, green.contains(index) && !warned.contains(index))
        }
        return cases
    }

    /// Only those who called red accounts better more often than luck explains, and whose accounts
    /// then left no less often than similar ones.
    private var underReaction: [BehaviourFinding] {
        var cases = BehaviourCases(.underReaction)
        let onRed = evidence.judgements.filter { $0.direction == .up && $0.isOnRed }
        let spoken = Set(onRed.map { [$0.csm, $0.account, Int($0.due.number)] })
        for due in scores.before90 where due.tier == .red {
            let renewal = portfolio.renewals[due.renewal]
            guard let csm = ownership.csm(of: renewal.account, on: due.day) else { continue }
            cases.add(csm, spoken.contains([csm, renewal.account, Int(renewal.due.number)]))
        }
        let controls = evidence.controls.strata(.up) { $0.tier == .red }
        return cases.findings().filter { finding in
            guard let expected = finding.expected, expected > 0,
                Double(finding.observed) > upperLimit(expected, of: finding.count)
            else { return false }
            let mine = onRed.filter {
                $0.csm == finding.csm && $0.isResolved && $0.isCounted
            }
            let contrast = MatchedContrast(mine.strata, controls)
            return contrast.test.riskDifference.map { $0 >= 0 } ?? false
        }
    }

    /// The funnel's upper 95 % limit of a count, between whole numbers.
    private func upperLimit(_ expected: Double, of count: Int) -> Double {
        let share = expected / Double(count)
        return PoissonBinomial(Array(repeating: share, count: count)).interpolatedQuantile(0.975)
    }
}
