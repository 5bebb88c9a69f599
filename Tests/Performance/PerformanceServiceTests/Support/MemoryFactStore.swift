import Calendar
import Domain

/// A store of facts that were written before; it takes no others.
struct MemoryFactStore: FactStore, Sendable {
    /// What it holds; nil for a store that is damaged.
    var facts: MemoryReading?

    func take(
        _ file: ImportedFile, _ body: (any FactWriter) throws -> ImportReceipt?
    ) throws -> Bool { throw Damage() }

    func rehearse(_ body: (any FactStore) throws -> Void) throws { throw Damage() }

    func revision() throws -> Int { 1 }

    func reading() throws -> any FactReading {
        guard let facts else { throw Damage() }
        return facts
    }

    /// What a damaged store throws, in words that are nobody's business.
    struct Damage: Error, CustomStringConvertible {
        let description = "malformed at /secret/ledger"
    }
}

/// Facts as they stand, with a score of every account on every day of some months.
struct MemoryReading: FactReading {
    let portfolio: Portfolio
    let health: any HealthHistory
    let dataDigest = "0123456789abcdef"
    let lastHealthDay: Day?
    private let first: Day

    init(_ portfolio: Portfolio, health: SteadyHealth) {
        self.portfolio = portfolio
        self.health = health
        first = health.first
        lastHealthDay = health.last
    }

    func extents(through month: Month) -> [FeedExtent] {
        [FeedExtent(feed: .health, rows: 1, first: first, last: lastHealthDay)]
    }
}

/// The same score of every account on every day of a span.
struct SteadyHealth: HealthHistory {
    let accounts: Int
    let first: Day
    let last: Day
    private static let score = Score(tenths: 300)

    func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> [HealthAnswer?] {
        questions.map { question in
            let day = min(question.day, last)
            guard day >= first, question.day - day <= maximumAge else { return nil }
            return HealthAnswer(day: day, score: Self.score, tier: nil)
        }
    }

    func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) {
        var month = max(first, self.first.month)
        while month <= min(last, self.last.month) {
            for account in 0..<accounts {
                body(
                    HealthMonthSummary(
                        account: account, month: month, first: month.firstDay, last: month.lastDay,
                        observed: month.lastDay - month.firstDay + 1, closing: Self.score,
                        closingTier: nil, mean: Self.score.points, minimum: Self.score))
            }
            month = month + 1
        }
    }

    func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) {
        for account in 0..<accounts {
            var day = max(first, self.first)
            while day <= min(last, self.last) {
                body(account, HealthAnswer(day: day, score: Self.score, tier: nil))
                day = day + 1
            }
        }
    }

    func days(of account: Int) -> [HealthDay] { [] }
}
