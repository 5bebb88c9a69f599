import Attribution
import Calendar
import Domain
import Glibc
import Signals
import Statistics
import TestSupport

/// A company whose truth is known: what predicts renewal, and what does not.
///
/// Half of the customers who churn give notice 10 to 240 days before the due date. From then on their
/// scores and logins are low. All other signals are noise unless the truth says otherwise; much of it
/// lasts as long as the account.
struct StudyWorld: Sendable {
    /// What renewal depends on.
    enum Truth: String, CaseIterable, Sendable {
        /// Nothing that is recorded.
        case nothing = "nothing predicts"
        /// The score as it is, 90 days before the due date.
        case score = "the score's weights are true"
        /// Other weights: usage counts alone, although the score gives it a fifth.
        case usage = "usage alone predicts"
        /// Whether the kick-off came within 45 days: 95 % renew with it, and 60 % without.
        case milestone = "kick-off: 95 % against 60 %"
    }

    /// The weights that the score gives sentiment, support and usage.
    static let weights = [0.5, 0.3, 0.2]

    let portfolio: Portfolio
    let health: StudyHealth
    let measures: StudyMeasures

    /// The signals of October 2026.
    func signals(_ policy: Policy = Policy()) throws -> Signals {
        try Signals(
            AttributedPortfolio(portfolio, policy: policy, month: october), health: health,
            measures: measures)
    }

    init(_ truth: Truth, seed: UInt64, accounts: Int) {
        var random = SplitMix64(seed: SplitMix64.mixed(seed &* 1000 + UInt64(accounts)))
        func uniform() -> Double { Double(random.next() >> 11) * 0x1p-53 }
        func normal() -> Double { normalQuantile(max(1e-12, uniform())) }
        var facts = Portfolio()
        facts.csms = [CSM(id: CSMID("c0"), name: "C"), CSM(id: CSMID("c1"), name: "D")]
        var rows: [(measure: Int, row: MeasureDay)] = []
        var levels: [[Double]] = []
        var turns: [Day?] = []
        var noise: [[Double]] = []
        let last = october.lastDay
        let weeks = (last - StudyHealth.first) / 7 + 1
        for account in 0..<accounts {
            let since: Day = "2021-01-01" + random.index(below: 1400)
            facts.accounts.append(
                Account(
                    id: AccountID("a\(100_000 + account)"), segment: "SMB", customerSince: since))
            let isEarly = uniform() < 0.6
            facts.milestones.append(
                Milestone(
                    account: account, name: "kick_off",
                    reached: isEarly ? since + random.index(below: 45) : since + 120))
            if uniform() < 0.7 {
                facts.milestones.append(
                    Milestone(
                        account: account, name: "training",
                        reached: uniform() < 0.5 ? since + random.index(below: 100) : nil))
            }
            let handover: Day = "2022-01-01" + random.index(below: 1600)
            facts.assignments.append(
                Assignment(account: account, csm: 0, start: "2021-01-01", end: handover))
            facts.assignments.append(Assignment(account: account, csm: 1, start: handover))
            // Components: a level of the account and slow noise around it.
            let base = (0..<3).map { _ in 45 + 30 * uniform() }
            var drift = [0.0, 0, 0]
            var course: [Double] = []
            for _ in 0..<weeks {
                for part in 0..<3 {
                    drift[part] = 0.97 * drift[part] + 3 * normal()
                    course.append(min(100, max(0, base[part] + drift[part])))
                }
            }
            levels.append(course)
            noise.append([normal(), normal()])
            // Events, once a year until the customer leaves.
            var due = since + 365 * ((("2023-11-10" as Day) - since) / 365 + 1)
            var turn: Day?
            let amount = 1000 * exp(2 * uniform())
            while turn == nil, due < "2026-08-01" {
                let week = min(weeks - 1, max(0, (due - 90 - StudyHealth.first) / 7))
                let parts = (0..<3).map { course[3 * week + $0] }
                let score = zip(parts, Self.weights).reduce(0) { $0 + $1.0 * $1.1 }
                let chance =
                    switch truth {
                    case .nothing: 0.85
                    case .score: expit(1.9 + (score - 60) / 8)
                    case .usage: expit(1.9 + (parts[2] - 60) / 10)
                    case .milestone: isEarly ? 0.95 : 0.6
                    }
                let isRenewed = uniform() < chance
                var notice: Day?
                if !isRenewed {
                    if uniform() < 0.5 { notice = due - (10 + random.index(below: 231)) }
                    turn = notice ?? due
                }
                facts.renewals.append(
                    Renewal(
                        id: "r\(account)-\(due)", account: account, due: due,
                        outcome: isRenewed ? .renewed : .churned,
                        closed: isRenewed ? due - random.index(below: 25) : due + 3, notice: notice,
                        arrBefore: amount * (1 + uniform()), arrAfter: isRenewed ? amount : 0))
                due = due + 365
            }
            turns.append(turn)
            var day: Day = "2023-01-01" + random.index(below: 30)
            while day < last {
                let hasTurned = turn.map { $0 <= day } ?? false
                rows.append(
                    (
                        0,
                        MeasureDay(
                            account: account, day: day,
                            value: hasTurned ? 0 : 20 + 5 * noise[account][0] + 5 * normal())
                    ))
                rows.append(
                    (
                        1,
                        MeasureDay(
                            account: account, day: day, value: noise[account][1] + normal())
                    ))
                day = day + 30
                if uniform() < 0.3 {
                    facts.sessions.append(
                        Session(account: account, csm: 1, held: day + random.index(below: 29)))
                }
                if uniform() < 0.1 {
                    facts.surveys.append(
                        SurveyResponse(
                            id: "s\(account)-\(day)", account: account, kind: .nps,
                            score: random.index(below: 11), responded: day))
                }
            }
        }
        portfolio = facts
        measures = StudyMeasures(names: ["logins", "steps"], rows)
        health = StudyHealth(accounts: accounts, through: last) { account, day in
            let week = (day - StudyHealth.first) / 7
            let hasTurned = turns[account].map { $0 <= day } ?? false
            let parts = (0..<3).map { part in
                let level = levels[account][3 * week + part]
                return Int16(((hasTurned ? level / 4 : level) * 10).rounded())
            }
            let score = zip(parts, Self.weights).reduce(0) { $0 + Double($1.0) * $1.1 }
            return (Int16(score.rounded()), parts)
        }
    }
}
