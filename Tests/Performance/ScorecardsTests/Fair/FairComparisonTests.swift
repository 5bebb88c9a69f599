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

    @Test func `Equal accounts share the others' chance`() throws {
        let fair = try comparison(builder([(20, 10), (20, 16), (20, 20)]))
        let figures = try #require(fair.figures(of: .csm(0)))
        let expected = try #require(figures.expected)
        #expect(close(fair.companyRate, 46.0 / 60))
        #expect(close(expected.expected, 18) && close(expected.variance, 1.8))
        #expect(close(figures.comparison?.ratio, 10.0 / 18))
        #expect(close(figures.comparison?.riskAdjustedRate, 0.5))
        let chance = try #require(figures.chance)
        // The others' 40 renewals have the variance 3.6, and the only segment is theirs, too.
        #expect(close(chance.expectationVariance, 1 / 3.6))
        #expect(close(chance.widening, 1.5.squareRoot()))
        // scipy: x = 18 + (10 - 18) / 1.5 ** 0.5; m = binom(20, 0.9).cdf(k - 1) + binom(20, 0.9).pmf(k)
        // / 2, linear between k = 11 and 12; 2 * m
        #expect(close(chance.midP, 0.0002581911745929492))
        #expect(chance.band == .unlikelyChance && chance.range == 15...20)
        #expect(chance.isFirstTime == true)
        let other = try #require(fair.figures(of: .csm(2)))
        #expect(close(other.comparison?.riskAdjustedRate, 1) && other.comparison?.isCapped == false)
        let company = try #require(fair.figures(of: .company)?.expected)
        #expect(close(company.expected, 46))
    }

    @Test func `Cells are nested and drawn to the one around them`() throws {
        // The pools' 20 contracts tell the first CSM's chances: 12 of 20, a 10 of 10, b 2 of 10.
        var builder = builder([(10, 5)]) { _ in "a" }
        for index in 0..<20 {
            let account = builder.account("u\(100 + index)", segment: index < 10 ? "a" : "b")
            builder.renewal(account, due: "2026-05-01", after: index < 12 ? 100 : 0)
        }
        let fair = try comparison(builder)
        var (a, b) = (0.6, 0.6)
        for _ in 0..<3 { (a, b) = ((10 + 20 * a) / 30, (2 + 20 * b) / 30) }
        let own = try #require(fair.figures(of: .csm(0))?.expected).expected / 10
        // The shift makes ten of each sum to 12.
        let shift = logit(own) - logit(a)
        #expect(close(10 * own + 10 * expit(logit(b) + shift), 12))
    }

    @Test func `The account is compared as it stood when the owner's term began`() throws {
        var builder = builder([(12, 6), (12, 12), (12, 8)])
        // Half of them taken over 100 days before the due date.
        for account in 0..<6 {
            builder.facts.assignments[account].start = "2026-01-21"
        }
        var health = InMemoryHealth()
        for account in 0..<36 {
            health.record(account, "2025-05-01", 90)
            health.record(account, "2026-01-21", account < 6 ? 20 : 90)
            let isRed = (6..<12).contains(account) || account >= 32
            health.record(account, "2026-01-30", isRed ? 20 : 90)
        }
        let fair = try comparison(builder, health: health)
        let figures = try #require(fair.figures(of: .csm(0)))
        // Who would leave was red at T-90, as few of the others were: they tell that red is worse.
        #expect((figures.endGame?.expected ?? 12) < (figures.expected?.expected ?? 0))
        let bridge = try #require(fair.bridge(of: .csm(0)))
        #expect(bridge.transition.step > 0 && bridge.rest.step < 0)
        #expect(bridge.transition.isWithinLuck && !bridge.rest.isWithinLuck)
        let steps = bridge.caseMix + bridge.transition.step + bridge.rest.step
        #expect(close(bridge.othersRate + steps, 0.5))
    }

    @Test func `Fewer than ten have only what was seen and expected`() throws {
        let fair = try comparison(builder([(9, 3), (30, 28), (11, 10)]))
        let figures = try #require(fair.figures(of: .csm(0)))
        #expect(figures.observed == 3 && figures.reason == .tooFew)
        #expect(close(figures.expected?.expected, 9 * 38.0 / 41))
        #expect(figures.comparison == nil && figures.chance == nil && figures.shrinkage == nil)
        #expect(fair.bridge(of: .csm(0)) == nil && fair.bridgeReason(of: .csm(0)) == .tooFew)
        #expect(fair.csms?.books == 2)
        let company = try #require(fair.figures(of: .company))
        #expect(close(company.comparison?.ratio, 1) && company.chance == nil)
        #expect(company.reason == .notApplicable)
    }

    @Test func `Fewer than ten of others tell nothing, and a book alone is not shrunk`() throws {
        let fair = try comparison(builder([(9, 3), (30, 28)]))
        let large = try #require(fair.figures(of: .csm(1)))
        #expect(large.reason == .noOthers && large.expected == nil && large.chance == nil)
        #expect(large.observed == 28 && large.comparison == nil)
        #expect(fair.bridgeReason(of: .csm(1)) == .noOthers)
        // One book alone tells no spread.
        #expect(large.shrinkage == nil && large.rankReason == .tooFewBooks)
        #expect(fair.csms?.books == 0)
        let small = try #require(fair.figures(of: .csm(0)))
        #expect(close(small.expected?.expected, 9 * 28.0 / 30))
    }

    @Test func `Nothing settled cannot be compared, and all alike have no band`() throws {
        #expect(try comparison(builder([])).reason == .noData)
        let alike = try comparison(builder([(12, 12), (12, 12)]))
        #expect(alike.reason == .noVariation && alike.companyRate == nil)
        let figures = try #require(alike.figures(of: .csm(0)))
        #expect(figures.observed == 12 && figures.reason == .noVariation)
        #expect(figures.expected == nil && figures.rankReason == nil)
        #expect(alike.bridgeReason(of: .csm(0)) == .noVariation)
        #expect(alike.bridgeReason(of: .company) == .notApplicable)
        #expect(alike.figures(of: .company)?.reason == .noVariation)
        #expect(alike.csms == nil && alike.teams == nil)
    }

    @Test func `Only reliable books have ranks, and others are told how far it is`() throws {
        let fair = try comparison(builder([(400, 300), (400, 320), (400, 340), (12, 9)]))
        let lasting = try (0..<4).map { try #require(fair.figures(of: .csm($0))?.shrinkage) }
        #expect(lasting.map(\.rank) == [3, 2, 1, nil])
        #expect(lasting[0].moreNeeded == 0)
        let spread = try #require(fair.csms?.spread)
        // All accounts are alike: what all books tell together is the company's rate.
        let rate = try #require(fair.companyRate)
        let wanted = (0.7 / 0.3 / spread.tauSquared / (rate * (1 - rate))).rounded(.up)
        #expect(lasting[3].moreNeeded == Int(wanted) - 12)
        #expect(fair.figures(of: .csm(3))?.rankReason == .notReliable)
    }

    @Test func `Books that differ no more than luck lets them have no rank at any size`() throws {
        let fair = try comparison(builder([(40, 30), (40, 30), (40, 31)]))
        for csm in 0..<3 {
            let figures = try #require(fair.figures(of: .csm(csm)))
            let lasting = try #require(figures.shrinkage)
            #expect(lasting.reliability == 0 && lasting.moreNeeded == nil)
            #expect(figures.rankReason == .noVariation)
        }
        #expect(fair.csms?.outside == 0)
    }

    @Test func `Who stood out a year before does not for the first time`() throws {
        var builder = builder([(20, 8), (20, 19)])
        for account in builder.facts.accounts.indices {
            builder.renewal(
                account, due: "2025-05-01",
                after: account < 8 || (20..<39).contains(account) ? 90 : 0, closed: "2025-05-01")
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

    @Test func `Other words change the counts and nothing else`() throws {
        var fair = try comparison(builder([(20, 8), (20, 19), (20, 18)]))
        let before = try #require(fair.figures(of: .csm(0)))
        #expect(fair.csms?.outside == 2 && before.chance?.isFirstTime == true)
        fair.reword(because: .outcomesMissing) { scope, band in
            scope == .csm(0) ? .cannotTell : band
        }
        let after = try #require(fair.figures(of: .csm(0)))
        #expect(after.chance?.band == .cannotTell && after.reason == .outcomesMissing)
        #expect(after.chance?.isFirstTime == nil && after.chance?.midP == before.chance?.midP)
        #expect(fair.csms?.outside == 1 && fair.csms?.books == 3)
        #expect(fair.figures(of: .csm(1))?.reason == nil)
        #expect(fair.bridge(of: .csm(0)) != nil && fair.bridgeReason(of: .csm(0)) == nil)
    }
}
