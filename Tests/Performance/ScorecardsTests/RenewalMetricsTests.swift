import Calendar
import Domain
import PerformanceTestSupport
import Scorecards
import TestSupport
import Testing

@Suite struct RenewalMetricsTests {
    /// Twelve settled events of one account each, four of them lost, all owned by one CSM.
    private func builder(settled: Int = 12, lost: Int = 4) -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.csm("c")
        for index in 0..<settled {
            let account = builder.account("a\(100 + index)")
            builder.assign(account, to: 0, from: "2024-01-01")
            builder.renewal(account, due: "2026-03-10", before: 100, after: index < lost ? 0 : 100)
        }
        return builder
    }

    @Test func `Events count in the window of their due date, on both its ends`() {
        var builder = PortfolioBuilder()
        for (index, due) in ["2025-10-31", "2025-11-01", "2026-10-31", "2026-11-01"].enumerated() {
            builder.account("a\(index)")
            builder.renewal(index, due: Day(stringLiteral: due), after: 100, closed: "2025-06-01")
        }
        #expect(cards(builder).company.renewals.renewed == 2)
    }

    @Test func `A card counts every state`() {
        var builder = PortfolioBuilder()
        let account = builder.account("a")
        builder.renewal(account, due: "2026-10-15")
        builder.renewal(account, due: "2026-09-15")
        builder.renewal(account, due: "2026-03-15")
        builder.renewal(account, due: "2026-03-16", after: 0)
        builder.renewal(account, due: "2026-03-17", after: 50)
        let counts = cards(builder).company.renewals
        #expect(counts.due == 5)
        #expect(counts.settled == 3)
        #expect([counts.renewed, counts.churned, counts.lapsed] == [1, 1, 1])
        #expect([counts.pending, counts.overdue] == [1, 1])
        #expect(counts.provisional)
    }

    @Test(arguments: [
        (nil as Day?, 1, 0, 0), ("2026-03-15", 1, 0, 0), ("2026-03-16", 0, 1, 0),
        ("2026-03-01", 1, 0, 0), ("2026-02-28", 1, 0, 1),
    ])
    func `Closing is on time by the due date, late after it, early before the month`(
        closed: Day?, onTime: Int, late: Int, early: Int
    ) {
        var builder = PortfolioBuilder()
        builder.renewal(builder.account("a"), due: "2026-03-15", after: 10, closed: closed)
        let counts = cards(builder).company.renewals
        #expect([counts.onTime, counts.late, counts.early] == [onTime, late, early])
    }

    @Test func `Nine settled of ten are final, eight provisional, none due is final`() {
        var nine = builder(settled: 9)
        nine.renewal(nine.account("open"), due: "2026-10-15")
        #expect(!cards(nine).company.renewals.provisional)
        var eight = builder(settled: 8)
        eight.renewal(eight.account("open"), due: "2026-10-15")
        #expect(cards(eight).company.renewals.provisional)
    }

    /// Wilson's formula for 8 of 12 in Python's `decimal` with 40 digits.
    @Test func `The logo rate has Wilson's interval`() throws {
        let estimate = cards(builder(), policy: Policy()).csms[0].metrics.logoRenewalRate.estimate
        #expect(estimate.value == 8.0 / 12)
        #expect(estimate.numerator == 8 && estimate.denominator == 12)
        #expect(abs(try #require(estimate.low) - 0.3906220889) < 1e-9)
        #expect(abs(try #require(estimate.high) - 0.8618799089) < 1e-9)
        #expect(estimate.reason == nil)
    }

    @Test func `Nine settled are too few, but keep numerator and denominator`() {
        let metrics = cards(builder(settled: 9), policy: Policy()).company.metrics
        for rate in [metrics.logoRenewalRate, metrics.grossRenewalRate, metrics.netRenewalRate] {
            #expect(rate.estimate.value == nil && rate.estimate.low == nil)
            #expect(rate.worst == nil && rate.best == nil)
            #expect(rate.estimate.reason == .tooFew)
        }
        #expect(metrics.logoRenewalRate.estimate.denominator == 9)
        #expect(metrics.netRenewalRate.estimate.numerator == 500)
        #expect(metrics.netRenewalRate.estimate.denominator == 900)
    }

    @Test func `Gross leaves growth out, net does not, lapsed keeps nothing`() {
        var builder = PortfolioBuilder()
        let account = builder.account("a")
        builder.renewal(account, due: "2026-01-01", before: 100, after: 150)
        builder.renewal(account, due: "2026-02-01", before: 200, after: 120)
        builder.renewal(account, due: "2026-03-01", before: 100)
        let metrics = cards(builder).company.metrics
        #expect(metrics.grossRenewalRate.estimate.numerator == 220)
        #expect(metrics.grossRenewalRate.estimate.value == 220.0 / 400)
        #expect(metrics.netRenewalRate.estimate.value == 270.0 / 400)
    }

    @Test func `Worst has all open events churn, best has them renew at their revenue`() {
        var builder = PortfolioBuilder()
        let account = builder.account("a")
        builder.renewal(account, due: "2026-01-01", before: 100, after: 150)
        builder.renewal(account, due: "2026-02-01", before: 100, after: 0)
        builder.renewal(account, due: "2026-10-15", before: 200)
        let metrics = cards(builder).company.metrics
        #expect(metrics.logoRenewalRate.worst == 1.0 / 3)
        #expect(metrics.logoRenewalRate.best == 2.0 / 3)
        #expect(metrics.grossRenewalRate.worst == 0.25)
        #expect(metrics.grossRenewalRate.best == 0.75)
        #expect(metrics.netRenewalRate.worst == 0.375)
        #expect(metrics.netRenewalRate.best == 0.875)
        #expect(metrics.nps.worst == nil && metrics.logoChurnRate.best == nil)
    }

    @Test func `A currency without a rate counts for logos, not for ratios`() {
        var builder = PortfolioBuilder()
        let account = builder.account("a")
        builder.renewal(account, due: "2026-01-01", before: 100, after: 100, currency: "EUR")
        builder.renewal(account, due: "2026-02-01", before: 100, after: 0, currency: "JPY")
        builder.renewal(account, due: "2026-10-15", before: 100, currency: "JPY")
        builder.facts.rates = [ExchangeRate(currency: "EUR", date: "2025-11-01", rate: 2)]
        let metrics = cards(builder).company.metrics
        #expect(metrics.logoRenewalRate.estimate.denominator == 2)
        #expect(metrics.netRenewalRate.estimate.denominator == 200)
        #expect(metrics.netRenewalRate.worst == 1)
    }

    @Test func `The largest account is named with the net rate without it`() {
        var builder = PortfolioBuilder()
        for name in ["b", "a", "c"] { builder.account(name) }
        builder.renewal(0, due: "2026-01-01", before: 150, after: 0)
        builder.renewal(0, due: "2026-02-01", before: 150, after: 0)
        builder.renewal(1, due: "2026-02-01", before: 200, after: 220)
        builder.renewal(2, due: "2026-02-01", before: 100, after: 80)
        let largest = cards(builder).company.largestShare
        #expect(largest?.account == 1)
        #expect(largest?.share == 0.5)
        #expect(largest?.netRenewalRateWithout == 1)
    }

    @Test func `Of accounts alike the first is the largest, and one alone has no others`() {
        var builder = PortfolioBuilder()
        builder.renewal(builder.account("z"), due: "2026-01-01", before: 100, after: 70)
        #expect(cards(builder).company.largestShare?.share == 1)
        #expect(cards(builder).company.largestShare?.netRenewalRateWithout == nil)
        builder.renewal(builder.account("a"), due: "2026-01-01", before: 100, after: 60)
        #expect(cards(builder).company.largestShare?.account == 0)
        #expect(cards(builder).company.largestShare?.netRenewalRateWithout == 0.7)
    }
}
