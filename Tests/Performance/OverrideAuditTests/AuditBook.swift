import Attribution
import Domain
import OverrideAudit
import TestSupport

/// Facts of a test, in the order that `Portfolio` promises once `portfolio` is asked for.
struct AuditBook {
    static let month: Month = "2026-10"

    var facts = Portfolio()
    /// Scores by account and day.
    var health: [HealthQuestion: HealthAnswer] = [:]

    init(accounts: Int, csms: Int = 2) {
        for account in 0..<accounts {
            facts.accounts.append(
                Account(
                    id: AccountID("a\(1000 + account)"),
                    segment: account % 3 == 0 ? "SMB" : "Mid-Market"))
        }
        for csm in 0..<csms { facts.csms.append(CSM(id: CSMID("c\(csm)"), name: "C\(csm)")) }
    }

    mutating func score(_ account: Int, _ day: Day, _ points: Double) {
        health[HealthQuestion(account: account, day: day)] = HealthAnswer(
            day: day, score: Score(tenths: Int16((points * 10).rounded())), tier: nil)
    }

    /// Renewed on its due date, churned, or open.
    mutating func renewal(
        _ account: Int, due: Day, _ outcome: Renewal.Outcome, closed: Day? = nil
    ) {
        facts.renewals.append(
            Renewal(
                id: "r\(account)-\(due)", account: account, due: due, outcome: outcome,
                closed: closed, arrBefore: 100, arrAfter: outcome == .renewed ? 100 : 0))
    }

    mutating func override(
        _ account: Int, _ day: Day, says asserted: Tier, model: Tier?, csm: Int = 0,
        until reevaluate: Day? = nil, withdrawn: Day? = nil, id: String? = nil
    ) {
        facts.overrides.append(
            Override(
                id: id ?? "o\(account)-\(day)", account: account, csm: csm, logged: day,
                asserted: asserted, modelTier: model, reevaluate: reevaluate,
                withdrawn: withdrawn))
    }

    var portfolio: Portfolio {
        var sorted = facts
        sorted.renewals.sort { ($0.account, $0.due) < ($1.account, $1.due) }
        sorted.overrides.sort {
            ($0.account, $0.logged) == ($1.account, $1.logged)
                ? $0.id.precedesByBytes($1.id)
                : ($0.account, $0.logged) < ($1.account, $1.logged)
        }
        sorted.sessions.sort { ($0.account, $0.held) < ($1.account, $1.held) }
        return sorted
    }

    func audit(_ policy: Policy = Policy(), month: Month = month) throws -> OverrideAudit {
        try OverrideAudit(
            AttributedPortfolio(portfolio, policy: policy, month: month),
            health: WrittenScores(rows: health))
    }
}

/// Scores written in a test.
struct WrittenScores: HealthHistory {
    let rows: [HealthQuestion: HealthAnswer]

    func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> [HealthAnswer?] {
        questions.map { question in
            (0...maximumAge).lazy.compactMap { age in
                rows[HealthQuestion(account: Int(question.account), day: question.day - age)]
            }.first
        }
    }

    func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) {}

    func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) {
        for (key, row) in rows.sorted(by: { $0.key.day < $1.key.day })
        where key.day >= first && key.day <= last {
            body(Int(key.account), row)
        }
    }

    func days(of account: Int) -> [HealthDay] { [] }
}
