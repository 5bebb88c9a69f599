import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import Scorecards
import Statistics
import TestSupport
import Testing

@Suite struct FairComparisonTests {
    /// Books of CSMs with so many renewals each, so many of them renewed, all due on one day.
    private func builder(
        _ books: [(settled: Int, renewed: Int)], due: Day = "2026-05-01", from: Day = "2020-01-01",
        segment: (Int) -> String = { _ in "SMB" }
    ) -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        for (csm, size) in books.enumerated() {
            builder.csm("c\(csm)", team: "team")
            for index in 0..<size.settled {
                let account = builder.account(
                    "a\(csm)-\(index + 100)", segment: segment(csm))
                builder.assign(account, to: csm, from: from)
                builder.renewal(
                    account, due: due, after: index < size.renewed ? 100 : 0, closed: due)
            }
        }
        return builder
    }

    private func comparison(
        _ builder: PortfolioBuilder, minimum: Double = 10, health: InMemoryHealth = InMemoryHealth()
    ) throws -> FairComparison {
        try FairComparison(
            attributed(builder, policy: policy(minimumCount: minimum)), health: health)
    }

    private func close(_ left: Double?, _ right: Double) -> Bool {
        left.map { abs($0 - right) < 1e-9 } ?? false
    }

    @Test func `Equal accounts share the company's chance`() throws {
        let fair = try comparison(builder([(20, 10), (20, 20)]))
        let figures = try #require(fair.figures(of: .csm(0)))
        #expect(fair.companyRate == 0.75)
        #expect(close(figures.expected.expected, 15) && close(figures.expected.variance, 3.75))
        #expect(close(figures.comparison?.ratio, 10.0 / 15))
        #expect(close(figures.comparison?.riskAdjustedRate, 0.5))
        // scipy: 2 * (binom(20, 0.75).cdf(9) + binom(20, 0.75).pmf(10) / 2)
        #expect(close(figures.chance?.midP, 0.01780655860784463))
        #expect(figures.chance?.band == .worthAConversation && figures.chance?.range == 11...18)
        let other = try #require(fair.figures(of: .csm(1)))
        #expect(other.comparison?.riskAdjustedRate == 1 && other.comparison?.isCapped == false)
        #expect(other.chance?.isFirstTime == true)
    }

    @Test func `Cells are nested and drawn to the one around them`() throws {
        // As in the reference computation: company 12 of 20, a 10 of 10, b 2 of 10.
        let fair = try comparison(builder([(10, 10), (10, 2)]) { $0 == 0 ? "a" : "b" })
        var (a, b) = (0.6, 0.6)
        for _ in 0..<3 { (a, b) = ((10 + 20 * a) / 30, (2 + 20 * b) / 30) }
        let expected = try [0, 1].map {
            try #require(fair.figures(of: .csm($0))).expected.expected / 10
        }
        #expect(close(expected[0] + expected[1], 1.2))
        #expect(close(logit(expected[0]) - logit(expected[1]), logit(a) - logit(b)))
    }

    @Test func `The account is compared as it stood when the owner's term began`() throws {
        var builder = builder([(12, 6), (12, 12)])
        // Half of them taken over 100 days before the due date.
        for account in 0..<6 {
            builder.facts.assignments[account].start = "2026-01-21"
        }
        var health = InMemoryHealth()
        for account in 0..<24 {
            health.record(account, "2025-05-01", 90)
            health.record(account, "2026-01-21", account < 6 ? 20 : 90)
            health.record(account, "2026-01-30", (6..<12).contains(account) ? 20 : 90)
        }
        let fair = try comparison(builder, health: health)
        let figures = try #require(fair.figures(of: .csm(0)))
        // Who would leave was red at T-90: adjusting for that leaves nothing to explain.
        #expect(figures.endGame.expected < figures.expected.expected)
        #expect(figures.endGame.expected > 6)
        let bridge = try #require(fair.bridge(of: .csm(0)))
        #expect(bridge.transition > 0 && bridge.rest < 0)
        #expect(close(bridge.companyRate + bridge.caseMix + bridge.transition + bridge.rest, 0.5))
    }

    @Test func `Fewer than ten have only what was seen and expected`() throws {
        let fair = try comparison(builder([(9, 3), (30, 28)]))
        let figures = try #require(fair.figures(of: .csm(0)))
        #expect(figures.observed == 3 && figures.reason == .tooFew)
        #expect(figures.comparison == nil && figures.chance == nil && figures.shrinkage == nil)
        #expect(fair.bridge(of: .csm(0)) == nil && fair.bridgeReason(of: .csm(0)) == .tooFew)
        // One book alone tells no spread.
        let other = try #require(fair.figures(of: .csm(1)))
        #expect(other.shrinkage == nil && other.rankReason == .tooFewBooks && other.reason == nil)
        #expect(fair.csms?.books == 1)
        let company = try #require(fair.figures(of: .company))
        #expect(close(company.comparison?.ratio, 1) && company.chance == nil)
        #expect(company.reason == .notApplicable)
    }

    @Test func `Nothing settled, and all alike, cannot be compared`() throws {
        #expect(try comparison(builder([])).reason == .noData)
        let alike = try comparison(builder([(12, 12), (12, 12)]))
        #expect(alike.reason == .noVariation && alike.figures(of: .csm(0)) == nil)
        #expect(alike.bridgeReason(of: .csm(0)) == .noVariation)
        #expect(alike.bridgeReason(of: .company) == .notApplicable)
        #expect(alike.companyRate == nil)
    }

    @Test func `Only reliable books have ranks, and others are told how far it is`() throws {
        let fair = try comparison(builder([(400, 300), (400, 320), (400, 340), (12, 9)]))
        let lasting = try (0..<4).map { try #require(fair.figures(of: .csm($0))?.shrinkage) }
        #expect(lasting.map(\.rank) == [3, 2, 1, nil])
        #expect(lasting[0].moreNeeded == 0)
        let spread = try #require(fair.csms?.spread)
        let variance = try #require(fair.figures(of: .csm(3))).expected.variance
        let wanted = (0.7 / 0.3 / spread.tauSquared / (variance / 12)).rounded(.up)
        #expect(lasting[3].moreNeeded == Int(wanted) - 12)
        #expect(lasting[3].rankReason == .notReliable)
    }

    @Test func `Books that differ no more than luck lets them have no rank at any size`() throws {
        let fair = try comparison(builder([(40, 30), (40, 30), (40, 31)]))
        for csm in 0..<3 {
            let lasting = try #require(fair.figures(of: .csm(csm))?.shrinkage)
            #expect(lasting.reliability == 0 && lasting.moreNeeded == nil)
            #expect(lasting.rankReason == .noVariation)
        }
        #expect(fair.csms?.outside == 0)
    }

    @Test func `Who stood out a year before does not for the first time`() throws {
        var builder = builder([(20, 8), (20, 19)])
        for account in builder.facts.accounts.indices {
            builder.renewal(
                account, due: "2025-05-01", after: account < 8 || account >= 20 ? 90 : 0,
                closed: "2025-05-01")
        }
        let fair = try comparison(builder)
        #expect(fair.figures(of: .csm(0))?.chance?.isFirstTime == false)
        #expect(fair.figures(of: .csm(1))?.chance?.isFirstTime == false)
        // Known only later: the year before has then too few.
        for index in builder.facts.renewals.indices
        where builder.facts.renewals[index].due < "2026-01-01" {
            builder.facts.renewals[index].closed = "2026-01-01"
            builder.facts.renewals[index].due = "2025-10-30"
        }
        #expect(try comparison(builder).figures(of: .csm(0))?.chance?.isFirstTime == true)
    }
}
