import Domain
import Scorecards

/// The month of nearly all tests: its window is 2025-11-01 to 2026-10-31.
let october = Month(year: 2026, month: 10)

/// A policy under which small portfolios have rates.
func policy(minimumCount: Double = 1) -> Policy {
    var policy = Policy()
    policy.minimumCount = minimumCount
    return policy
}

/// The attributed facts of a book.
func attributed(
    _ book: FactBook, policy: Policy = policy(), month: Month = october
) -> AttributedPortfolio {
    AttributedPortfolio(book.portfolio, policy: policy, month: month)
}

/// The cards of a book.
func cards(_ book: FactBook, policy: Policy = policy(), month: Month = october) -> Scoreboard {
    Scoreboard(attributed(book, policy: policy, month: month))
}

/// The company, teams, CSMs and pools.
func allCards(_ board: Scoreboard) -> [Scorecard] {
    [board.company] + board.teams + board.csms + [board.transition, board.unassigned]
}

/// Scores written in a test; every question goes to the day itself and up to `maximumAge` before.
struct WrittenHealth: HealthHistory {
    var rows: [HealthQuestion: HealthAnswer] = [:]

    mutating func row(_ account: Int, _ day: Day, _ score: Double, tier: Tier? = nil) {
        rows[HealthQuestion(account: account, day: day)] = HealthAnswer(
            day: day, score: Score(tenths: Int16((score * 10).rounded())), tier: tier)
    }

    func scores(asOf questions: [HealthQuestion], maximumAge: Int) -> [HealthAnswer?] {
        questions.map { question in
            (0...maximumAge).lazy.compactMap { age in
                rows[HealthQuestion(account: Int(question.account), day: question.day - age)]
            }.first
        }
    }

    func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) {}

    func days(of account: Int) -> [HealthDay] { [] }
}
