import Domain
import Statistics

/// Counts what is worth a look in the headline window.
///
/// Source: `Documentation/methods.md`, 15.
struct BehaviourEvidence {
    private let evidence: AuditEvidence
    private let health: any HealthHistory
    private let frame: ReviewFrame
    private let ownership: Ownership
    /// Renewals due in the window.
    private let due: [Int]
    /// Overrides logged in the window.
    private let overrides: [JudgedOverride]

    private var portfolio: Portfolio { evidence.portfolio }

    init(_ evidence: AuditEvidence, health: any HealthHistory, month: Month) {
        let portfolio = evidence.portfolio
        let frame = ReviewFrame(month: month, policy: evidence.policy)
        self.evidence = evidence
        self.health = health
        self.frame = frame
        ownership = Ownership(portfolio, asOf: frame.asOf)
        due = portfolio.renewals.indices.filter {
            frame.window.contains(portfolio.renewals[$0].due)
        }
        overrides = evidence.overrides.filter {
            portfolio.overrides[$0.position].logged >= frame.windowStart
        }
    }

    /// Every kind, in order.
    ///
    /// - Throws: what the health history throws when it cannot be read.
    func findings() throws -> [BehaviourFinding] {
        try [
            justAbove(), monthEnd, handover(), withdrawnEarly, neverRed, lapsedLook, omission(),
        ].flatMap { $0.findings() } + underReaction()
    }

    private func justAbove() throws -> BehaviourCases {
        var cases = BehaviourCases(.justAbove)
        let policy = evidence.policy
        let thresholds = [policy.redBelow, policy.amberBelow]
        let oldest = Int(policy.scoreMaximumAgeDays)
        var previous = [(day: Day, tier: Tier)?](repeating: nil, count: portfolio.accounts.count)
        try health.forEachScore(from: frame.windowStart - oldest, through: frame.asOf) {
            account, row in
            let tier = row.tier ?? policy.tier(of: row.score)
            if let last = previous[account], tier > last.tier, row.day >= frame.windowStart,
                row.day - last.day <= oldest
            {
                let isNear = thresholds.contains { (0...3).contains(row.score.points - $0) }
                cases.add(ownership.csm(of: account, on: row.day), isNear)
            }
            previous[account] = (row.day, tier)
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

    private func handover() throws -> BehaviourCases {
        var cases = BehaviourCases(.handover)
        try forEachDue(daysBefore: 120) { renewal, day, tier in
            guard tier == .red else { return }
            let assignment = ownership.assignment(of: renewal.account, on: day)
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

    private func omission() throws -> BehaviourCases {
        var cases = BehaviourCases(.omission)
        let warned = Set(
            evidence.overrides.lazy.filter { $0.direction == .down }.compactMap(\.renewal))
        var green: Set<String> = []
        try forEachDue(daysBefore: 90) { renewal, _, tier in
            if tier == .green { green.insert(renewal.id) }
        }
        for index in due {
            let renewal = portfolio.renewals[index]
            switch RenewalState(of: renewal, asOf: frame.asOf, policy: evidence.policy) {
            case .churned, .lapsed: break
            default: continue
            }
            let owner = ownership.owner(
                of: renewal.account, due: renewal.due, policy: evidence.policy)
            guard case .csm(let csm) = owner else { continue }
            cases.add(csm, green.contains(renewal.id) && !warned.contains(index))
        }
        return cases
    }

    /// Only those who called red accounts better more often than luck explains, and whose accounts
    /// then left no less often than similar ones.
    private func underReaction() throws -> [BehaviourFinding] {
        var cases = BehaviourCases(.underReaction)
        let onRed = evidence.judgements.filter { $0.direction == .up && $0.isOnRed }
        let spoken = Set(onRed.map { [$0.csm, $0.account, Int($0.due.number)] })
        try forEachDue(daysBefore: 90) { renewal, day, tier in
            guard tier == .red, let csm = ownership.csm(of: renewal.account, on: day) else {
                return
            }
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
        let luck = PoissonBinomial(Array(repeating: share, count: count))
        let whole = luck.quantile(0.975)
        let above = luck.atMost(whole)
        let mass = above - (whole > 0 ? luck.atMost(whole - 1) : 0)
        return Double(whole) - (above - 0.975) / mass
    }

    /// Calls `body` with every renewal due in the window whose account's tier is known a number of
    /// days before it.
    private func forEachDue(
        daysBefore: Int, _ body: (Renewal, Day, Tier) -> Void
    ) throws {
        let questions = due.map { index in
            HealthQuestion(
                account: portfolio.renewals[index].account,
                day: portfolio.renewals[index].due - daysBefore)
        }
        let answers = try health.scores(
            asOf: questions, maximumAge: Int(evidence.policy.scoreMaximumAgeDays),
            version: .current)
        for ((index, question), answer) in zip(zip(due, questions), answers) {
            guard let answer else { continue }
            body(
                portfolio.renewals[index], question.day,
                answer.tier ?? evidence.policy.tier(of: answer.score))
        }
    }
}
