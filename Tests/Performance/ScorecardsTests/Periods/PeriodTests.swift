import Attribution
import Calendar
import Domain
import Scorecards
import Statistics
import TestSupport
import Testing

@Suite struct PeriodTests {
    private static func portfolio(_ seed: Int) -> (PortfolioBuilder, Policy) {
        var generator = SplitMix64(seed: UInt64(seed))
        var builder = randomPortfolio(&generator)
        builder.rate("EUR", "2026-02-14", 1.3)
        builder.rate("JPY", "2026-04-01", 0.02)
        var policy = Policy()
        policy.minimumCount = 1
        // The quarter that ends in October 2026 is the last of its fiscal year for a third of them.
        policy.fiscalYearStart = Double([2, 5, 11][seed % 3])
        return (builder, policy)
    }

    private static let lastMonth = Month(year: 2026, month: 10)

    @Test func `Eight quarters and three years have ended, the oldest first`() throws {
        var policy = Policy()
        policy.fiscalYearStart = 2
        let periods = AttributedPortfolio(
            PortfolioBuilder(accounts: 1).portfolio, policy: policy, month: Self.lastMonth
        ).periodHistories()
        let company = try #require(periods.first)
        #expect(
            company.quarters.map(\.period.name) == [
                "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1", "2027-Q2",
                "2027-Q3",
            ])
        #expect(company.years.map(\.period.name) == ["2024", "2025", "2026"])
        #expect(company.years.last?.period.days == "2025-02-01"..."2026-01-31")
        #expect(company.quarters.last?.period.opening == "2026-07-31")
        #expect(company.quarters.last?.metrics.logoRenewalRate.estimate.reason == .tooFew)
    }

    @Test(arguments: 0..<20) func `Counts of a quarter are the sum of its months'`(seed: Int) {
        let (builder, policy) = Self.portfolio(seed)
        let known = AttributedPortfolio(builder.portfolio, policy: policy, month: Self.lastMonth)
        let counts: [(RenewalCounts) -> Int] = [
            \.due, \.settled, \.renewed, \.churned, \.lapsed, \.pending, \.overdue, \.onTime,
            \.late, \.early,
        ]
        for quarter in known.frame.endedQuarters {
            let whole = known.figures(of: quarter)
            let months = (0..<3).map { known.figures(of: Period(quarter.firstMonth + $0)) }
            for row in whole.indices {
                for count in counts {
                    #expect(
                        count(whole[row].renewals)
                            == months.reduce(0) { $0 + count($1[row].renewals) })
                }
            }
        }
    }

    @Test(arguments: 0..<20) func `The quarter that ends on the last day has its own review`(
        seed: Int
    ) throws {
        let (builder, policy) = Self.portfolio(seed)
        let monthly = AttributedPortfolio(builder.portfolio, policy: policy, month: Self.lastMonth)
        let quarterly = AttributedPortfolio(
            builder.portfolio, policy: policy, month: Self.lastMonth, grain: .quarter)
        let board = Scoreboard(quarterly)
        let cards = [board.company] + board.teams
        let periods = monthly.periodHistories()
        #expect(periods.map(\.team).count == cards.count)
        for (card, history) in zip(cards, periods) {
            let quarter = try #require(history.quarters.last)
            #expect(quarter.period.name == quarterly.frame.name)
            #expect(quarter.renewals == card.renewals)
            for metric in PeriodFigures.rates {
                #expect(
                    quarter.metrics[keyPath: metric.path].estimate
                        == card.metrics[keyPath: metric.path].estimate)
            }
        }
    }

    @Test func `Only some metrics have targets in a quarter`() {
        var (builder, policy) = Self.portfolio(3)
        for metric in ["logo_churn_rate", "gross_revenue_retention", "gross_renewal_rate"] {
            builder.target(.company, metric, 0.5)
        }
        builder.target(.company, "sessions_held", 3)
        builder.target(.company, "mrr", 3)
        policy.fiscalYearStart = 2
        let metrics = { (grain: ReviewGrain) in
            Scoreboard(
                AttributedPortfolio(
                    builder.portfolio, policy: policy, month: Self.lastMonth, grain: grain)
            ).company.metrics
        }
        let (quarter, year) = (metrics(.quarter), metrics(.year))
        #expect(quarter.grossRenewalRate.comparison.target == 0.5)
        #expect(quarter.logoChurnRate.comparison.target == nil)
        #expect(quarter.grossRevenueRetention.comparison.target == nil)
        #expect(quarter.mrr.comparison.target == 3)
        #expect(quarter.sessionsHeld.comparison.target == nil)
        #expect(year.sessionsHeld.comparison.target == 3)
        #expect(year.logoChurnRate.comparison.target == 0.5)
        let held = builder.facts.sessions.map(\.held)
        #expect(
            quarter.sessionsHeld.value
                == Double(held.count { ("2026-08-01"..."2026-10-31").contains($0) }))
        #expect(
            quarter.sessionsHeld.monthValue
                == Double(held.count { ("2026-10-01"..."2026-10-31").contains($0) }))
        #expect(year.sessionsHeld.monthValue == nil)
    }
}
