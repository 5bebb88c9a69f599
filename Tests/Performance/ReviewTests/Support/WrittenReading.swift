import Domain

/// A store that holds the facts of a book.
struct WrittenReading: FactReading {
    let portfolio: Portfolio
    let health: any HealthHistory
    let dataDigest = "0123456789abcdef"
    private let overrides: [Day]

    init(_ book: FactBook) {
        let sorted = book.sorted
        portfolio = sorted.facts
        health = WrittenHealth(rows: sorted.health)
        overrides = book.overrides
    }

    var lastHealthDay: Day? { days(of: .health).compactMap { $0 }.max() }

    func extents(through month: Month) -> [FeedExtent] {
        Feed.allCases.map { feed in
            let days = days(of: feed).filter { $0.map { $0 <= month.lastDay } ?? true }
            let known = days.compactMap { $0 }
            return FeedExtent(feed: feed, rows: days.count, first: known.min(), last: known.max())
        }
    }

    private func days(of feed: Feed) -> [Day?] {
        switch feed {
        case .accounts: portfolio.accounts.map(\.customerSince)
        case .csms: portfolio.csms.map(\.startDate)
        case .assignments: portfolio.assignments.map(\.start)
        case .health: (health as? WrittenHealth)?.rows.values.flatMap { $0.map(\.day) } ?? []
        case .overrides: overrides
        case .renewals: portfolio.renewals.map(\.due)
        case .arr: portfolio.arr.map(\.effective)
        case .opportunities: portfolio.opportunities.map(\.created)
        case .surveys: portfolio.surveys.map(\.responded)
        case .sessions: portfolio.sessions.map(\.held)
        case .targets: portfolio.targets.map(\.from)
        case .benchmarks: portfolio.benchmarks.map(\.asOf)
        case .fx: portfolio.rates.map(\.date)
        }
    }
}

/// Daily scores by account.
struct WrittenHealth: HealthHistory {
    var rows: [Int: [HealthDay]]

    func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> [HealthAnswer?] {
        questions.map { question in
            let earliest = question.day - maximumAge
            let row = rows[Int(question.account)]?.last {
                $0.day <= question.day && $0.day >= earliest
            }
            return row.map { HealthAnswer(day: $0.day, score: $0.score, tier: $0.tier) }
        }
    }

    func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) {
        for (account, days) in rows.sorted(by: { $0.key < $1.key }) {
            for row in days where row.day >= first && row.day <= last {
                body(account, HealthAnswer(day: row.day, score: row.score, tier: row.tier))
            }
        }
    }

    func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) {
        var month = first
        while month <= last {
            for (account, days) in rows {
                let days = days.filter { $0.day.month == month }
                guard let opening = days.first, let closing = days.last,
                    let minimum = days.map(\.score).min()
                else { continue }
                let mean = days.map(\.score.points).reduce(0, +) / Double(days.count)
                body(
                    HealthMonthSummary(
                        account: account, month: month, first: opening.day, last: closing.day,
                        observed: days.count, closing: closing.score,
                        closingTier: closing.tier, mean: mean,
                        minimum: minimum))
            }
            month = month + 1
        }
    }

    func days(of account: Int) -> [HealthDay] { rows[account] ?? [] }
}
