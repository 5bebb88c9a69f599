import Calendar
import Domain
import PerformanceTestSupport
import Scorecards
import TestSupport
import Testing

@Suite struct BookMetricsTests {
    /// One account that pays 100 at opening, 120 from March, nothing from September.
    private func builder() -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.csm("c0", team: "North")
        builder.csm("c1", team: "North")
        builder.arr(0, "2025-01-01", 100)
        builder.arr(0, "2026-03-01", 120)
        builder.arr(0, "2026-09-01", 0)
        return builder
    }

    private func net(_ card: Scorecard) -> [Double?] {
        let estimate = card.metrics.netRevenueRetention.estimate
        return [estimate.numerator, estimate.denominator]
    }

    @Test func `The company's book goes from opening to the last day, whoever owns it`() {
        var builder = builder()
        builder.arr(builder.account("new"), "2025-11-01", 500)
        builder.arr(builder.account("grown"), "2025-10-31", 50)
        builder.arr(2, "2026-10-31", 60)
        let metrics = cards(builder).company.metrics
        #expect(metrics.netRevenueRetention.estimate.value == 60.0 / 150)
        #expect(metrics.grossRevenueRetention.estimate.numerator == 50)
        #expect(metrics.logoChurnRate.estimate.numerator == 1)
        #expect(metrics.logoChurnRate.estimate.denominator == 2)
    }

    @Test func `One owner's end is the next one's start`() {
        var builder = builder()
        builder.assign(0, to: 0, from: "2025-01-01", until: "2026-03-01")
        builder.assign(0, to: 1, from: "2026-03-01")
        let board = cards(builder)
        #expect(net(board.csms[0]) == [120, 100])
        #expect(net(board.csms[1]) == [0, 120])
        #expect(net(board.teams[0]) == [120, 220])
        #expect(board.csms[1].metrics.logoChurnRate.estimate.value == 1)
    }

    @Test(arguments: [
        ("2026-01-01", "2026-03-01" as Day?, false), ("2026-01-01", "2026-03-02", true),
        ("2026-07-01", "2026-08-29", false), ("2026-06-30", nil, true),
        ("2025-01-01", "2025-12-29", false), ("2025-01-01", "2025-12-30", true),
    ])
    func `A spell counts from sixty days between opening and the last day`(
        start: String, end: Day?, counts: Bool
    ) {
        var builder = builder()
        builder.assign(0, to: 0, from: Day(stringLiteral: start), until: end)
        let spells = cards(builder).csms[0].metrics.logoChurnRate.estimate.denominator
        #expect(spells == (counts ? 1 : 0))
    }

    @Test func `A spell of the last sixty days counts, of fifty-nine does not`() {
        var builder = PortfolioBuilder()
        builder.csm("c0")
        builder.assign(builder.account("a"), to: 0, from: "2026-09-02")
        builder.assign(builder.account("b"), to: 0, from: "2026-09-03")
        builder.arr(0, "2025-01-01", 10)
        builder.arr(1, "2025-01-01", 10)
        #expect(cards(builder).csms[0].metrics.logoChurnRate.estimate.denominator == 1)
    }

    @Test func `A spell that starts without revenue does not count`() {
        var builder = PortfolioBuilder()
        builder.csm("c0")
        builder.assign(builder.account("a"), to: 0, from: "2025-12-01")
        builder.arr(0, "2025-12-02", 10)
        #expect(cards(builder).csms[0].metrics.logoChurnRate.estimate.denominator == 0)
    }

    @Test func `An end that is not known yet is no end`() {
        var builder = builder()
        builder.arr(0, "2026-10-15", 90)
        builder.assign(0, to: 0, from: "2025-01-01", until: "2026-11-01")
        #expect(net(cards(builder).csms[0]) == [90, 100])
    }

    @Test func `Adjoining assignments are one spell`() {
        var builder = builder()
        builder.assign(0, to: 0, from: "2025-01-01", until: "2025-12-01")
        builder.assign(0, to: 0, from: "2025-12-01", until: "2026-04-01")
        #expect(net(cards(builder).csms[0]) == [120, 100])
    }

    @Test func `Nine spells are too few, and pools have no book over the window`() {
        var builder = PortfolioBuilder()
        builder.csm("c0")
        for index in 0..<9 {
            builder.assign(builder.account("a\(index)"), to: 0, from: "2025-01-01")
            builder.arr(index, "2025-01-01", 10)
        }
        let board = cards(builder, policy: Policy())
        #expect(board.csms[0].metrics.grossRevenueRetention.estimate.reason == .tooFew)
        #expect(board.csms[0].metrics.grossRevenueRetention.estimate.denominator == 90)
        for pool in [board.transition, board.unassigned] {
            #expect(pool.metrics.netRevenueRetention.estimate.reason == .notApplicable)
            #expect(pool.metrics.logoChurnRate.estimate.denominator == nil)
        }
    }

    @Test func `Accounts, average and monthly revenue are those of the last day's owner`() {
        var builder = PortfolioBuilder()
        builder.csm("c0")
        for (index, amount) in [120.0, 240, 0, 600].enumerated() {
            builder.account("a\(index)")
            builder.arr(index, "2026-01-01", amount)
            if index < 3 { builder.assign(index, to: 0, from: "2026-10-31") }
        }
        let board = cards(builder)
        let metrics = board.csms[0].metrics
        #expect(metrics.accounts.value == 2)
        #expect(metrics.averageARR.value == 180)
        #expect(metrics.mrr.value == 30)
        #expect(board.unassigned.metrics.accounts.value == 1)
        #expect(board.unassigned.metrics.mrr.value == 50)
        #expect(board.transition.metrics.accounts.value == 0)
        #expect(board.transition.metrics.averageARR.reason == .noData)
        #expect(board.company.metrics.accounts.value == 3)
    }
}
