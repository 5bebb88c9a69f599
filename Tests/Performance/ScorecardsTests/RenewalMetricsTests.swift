import Domain
import Scorecards
import TestSupport
import Testing

@Suite struct RenewalMetricsTests {
    /// Twelve settled events of one account each, four of them lost, all owned by one CSM.
    private func book(settled: Int = 12, lost: Int = 4) -> FactBook {
        var book = FactBook()
        book.csm("c")
        for index in 0..<settled {
            let account = book.account("a\(100 + index)")
            book.assign(account, to: 0, from: "2024-01-01")
            book.renewal(account, due: "2026-03-10", before: 100, after: index < lost ? 0 : 100)
        }
        return book
    }

    @Test func `Events count in the window of their due date, on both its ends`() {
        var book = FactBook()
        for (index, due) in ["2025-10-31", "2025-11-01", "2026-10-31", "2026-11-01"].enumerated() {
            book.account("a\(index)")
            book.renewal(index, due: Day(stringLiteral: due), after: 100, closed: "2025-06-01")
        }
        #expect(cards(book).company.renewals.renewed == 2)
    }

    @Test func `A card counts every state`() {
        var book = FactBook()
        let account = book.account("a")
        book.renewal(account, due: "2026-10-15")
        book.renewal(account, due: "2026-09-15")
        book.renewal(account, due: "2026-03-15")
        book.renewal(account, due: "2026-03-16", after: 0)
        book.renewal(account, due: "2026-03-17", after: 50)
        let counts = cards(book).company.renewals
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
        var book = FactBook()
        book.renewal(book.account("a"), due: "2026-03-15", after: 10, closed: closed)
        let counts = cards(book).company.renewals
        #expect([counts.onTime, counts.late, counts.early] == [onTime, late, early])
    }

    @Test func `Nine settled of ten are final, eight provisional, none due is final`() {
        var nine = book(settled: 9)
        nine.renewal(nine.account("open"), due: "2026-10-15")
        #expect(!cards(nine).company.renewals.provisional)
        var eight = book(settled: 8)
        eight.renewal(eight.account("open"), due: "2026-10-15")
        #expect(cards(eight).company.renewals.provisional)
    }

    /// Wilson's formula for 8 of 12 in Python's `decimal` with 40 digits.
    @Test func `The logo rate has Wilson's interval`() throws {
        let estimate = cards(book(), policy: Policy()).csms[0].metrics.logoRenewalRate.estimate
        #expect(estimate.value == 8.0 / 12)
        #expect(estimate.numerator == 8 && estimate.denominator == 12)
        #expect(abs(try #require(estimate.low) - 0.3906220889) < 1e-9)
        #expect(abs(try #require(estimate.high) - 0.8618799089) < 1e-9)
        #expect(estimate.reason == nil)
    }

    @Test func `Nine settled are too few, but keep numerator and denominator`() {
        let metrics = cards(book(settled: 9), policy: Policy()).company.metrics
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
        var book = FactBook()
        let account = book.account("a")
        book.renewal(account, due: "2026-01-01", before: 100, after: 150)
        book.renewal(account, due: "2026-02-01", before: 200, after: 120)
        book.renewal(account, due: "2026-03-01", before: 100)
        let metrics = cards(book).company.metrics
        #expect(metrics.grossRenewalRate.estimate.numerator == 220)
        #expect(metrics.grossRenewalRate.estimate.value == 220.0 / 400)
        #expect(metrics.netRenewalRate.estimate.value == 270.0 / 400)
    }

    @Test func `Worst has all open events churn, best has them renew at their revenue`() {
        var book = FactBook()
        let account = book.account("a")
        book.renewal(account, due: "2026-01-01", before: 100, after: 150)
        book.renewal(account, due: "2026-02-01", before: 100, after: 0)
        book.renewal(account, due: "2026-10-15", before: 200)
        let metrics = cards(book).company.metrics
        #expect(metrics.logoRenewalRate.worst == 1.0 / 3)
        #expect(metrics.logoRenewalRate.best == 2.0 / 3)
        #expect(metrics.grossRenewalRate.worst == 0.25)
        #expect(metrics.grossRenewalRate.best == 0.75)
        #expect(metrics.netRenewalRate.worst == 0.375)
        #expect(metrics.netRenewalRate.best == 0.875)
        #expect(metrics.nps.worst == nil && metrics.logoChurnRate.best == nil)
    }

    @Test func `A currency without a rate counts for logos, not for ratios`() {
        var book = FactBook()
        let account = book.account("a")
        book.renewal(account, due: "2026-01-01", before: 100, after: 100, currency: "EUR")
        book.renewal(account, due: "2026-02-01", before: 100, after: 0, currency: "JPY")
        book.renewal(account, due: "2026-10-15", before: 100, currency: "JPY")
        book.facts.rates = [ExchangeRate(currency: "EUR", date: "2025-11-01", rate: 2)]
        let metrics = cards(book).company.metrics
        #expect(metrics.logoRenewalRate.estimate.denominator == 2)
        #expect(metrics.netRenewalRate.estimate.denominator == 200)
        #expect(metrics.netRenewalRate.worst == 1)
    }

    @Test func `The largest account is named with the net rate without it`() {
        var book = FactBook()
        for name in ["b", "a", "c"] { book.account(name) }
        book.renewal(0, due: "2026-01-01", before: 150, after: 0)
        book.renewal(0, due: "2026-02-01", before: 150, after: 0)
        book.renewal(1, due: "2026-02-01", before: 200, after: 220)
        book.renewal(2, due: "2026-02-01", before: 100, after: 80)
        let largest = cards(book).company.largestShare
        #expect(largest?.account == 1)
        #expect(largest?.share == 0.5)
        #expect(largest?.netRenewalRateWithout == 1)
    }

    @Test func `Of accounts alike the first is the largest, and one alone has no others`() {
        var book = FactBook()
        book.renewal(book.account("z"), due: "2026-01-01", before: 100, after: 70)
        #expect(cards(book).company.largestShare?.share == 1)
        #expect(cards(book).company.largestShare?.netRenewalRateWithout == nil)
        book.renewal(book.account("a"), due: "2026-01-01", before: 100, after: 60)
        #expect(cards(book).company.largestShare?.account == 0)
        #expect(cards(book).company.largestShare?.netRenewalRateWithout == 0.7)
    }
}
