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

/// Scores written in a test, in any order.
struct WrittenHealth {
    var rows: [(account: Int, day: Day, score: Score, tier: Tier?)] = []

    mutating func row(_ account: Int, _ day: Day, _ score: Double, tier: Tier? = nil) {
        rows.append((account, day, Score(tenths: Int16((score * 10).rounded())), tier))
    }
}

extension WrittenHealth: HealthHistory {
    func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> [HealthAnswer?] {
        questions.map { question in
            rows.filter {
                $0.account == Int(question.account)
                    && (question.day - maximumAge...question.day).contains($0.day)
            }.max { $0.day < $1.day }.map {
                HealthAnswer(day: $0.day, score: $0.score, tier: $0.tier)
            }
        }
    }

    /// Trends are told what they need of the months; see `trends(health:)`.
    func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) {}

    func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) {}

    func days(of account: Int) -> [HealthDay] { [] }
}

extension AttributedPortfolio {
    /// The trends as they are with these scores.
    func trends(health: WrittenHealth) -> [Trend] {
        var scores = MonthEndScores(self)
        let months = Dictionary(grouping: health.rows) { [Int($0.day.month.number), $0.account] }
        for (_, rows) in months.sorted(by: { $0.key[0] < $1.key[0] }) {
            let days = rows.sorted { $0.day < $1.day }
            guard let first = days.first, let last = days.last else { continue }
            scores.note(
                HealthMonthSummary(
                    account: first.account, month: first.day.month, first: first.day,
                    last: last.day, observed: days.count, closing: last.score,
                    closingTier: last.tier, mean: 0, minimum: last.score))
        }
        return trends(health: scores)
    }
}
