import Domain
import Review
import TestSupport

/// The day written in a test.
func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
    return day
}

/// Facts without any health score.
struct WrittenFacts: FactReading {
    var portfolio: Portfolio
    var health: any HealthHistory { NoHealth() }
    let dataDigest = "0123456789abcdef"
    let lastHealthDay: Day? = nil

    func extents(through month: Month) -> [FeedExtent] {
        Feed.allCases.map { FeedExtent(feed: $0, rows: 0, first: nil, last: nil) }
    }
}

private struct NoHealth: HealthHistory {
    func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> [HealthAnswer?] {
        questions.map { _ in nil }
    }

    func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) {}

    func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) {}

    func days(of account: Int) -> [HealthDay] { [] }
}

/// The review of October 2026.
func review(of facts: Portfolio) throws -> MonthlyReview {
    try MonthlyReview(
        WrittenFacts(portfolio: facts), policy: Policy(), month: Month(year: 2026, month: 10))
}

/// A review of nothing.
func emptyReview() throws -> MonthlyReview { try review(of: Portfolio()) }

/// Twenty customers of a CSM with an awkward name, 15 of them renewed.
func smallFacts() -> Portfolio {
    var facts = Portfolio()
    facts.csms = [CSM(id: CSMID("c1"), name: "<script>&\"x'", team: "<b>North</b>")]
    for index in 0..<20 {
        facts.accounts.append(
            Account(id: AccountID("a\(10 + index)"), name: "<i>Acme</i>", segment: "SMB"))
        facts.assignments.append(
            Assignment(account: index, csm: 0, start: day("2025-01-01")))
        facts.renewals.append(
            Renewal(
                id: "r\(index)", account: index, due: day("2026-03-15"),
                outcome: index < 15 ? .renewed : .churned, arrBefore: 100,
                arrAfter: index < 15 ? 110 : 0))
    }
    facts.opportunities = [
        Opportunity(
            id: "o1", account: 0, created: day("2026-05-05"), stage: .open, amount: 10_000)
    ]
    return facts
}

/// The review of ``smallFacts()``.
func smallReview() throws -> MonthlyReview { try review(of: smallFacts()) }
