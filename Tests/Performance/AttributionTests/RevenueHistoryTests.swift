import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import TestSupport
import Testing

@Suite struct RevenueHistoryTests {
    private func revenue(_ builder: PortfolioBuilder, on days: Day...) -> [Double?] {
        let revenue = attributed(builder).revenue
        return days.map { revenue.revenue(of: 0, on: $0).amount }
    }

    @Test func `The latest row by the day holds, none yet is nothing`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.arr(0, "2026-01-10", 100)
        builder.arr(0, "2026-05-10", 0)
        builder.arr(0, "2026-06-10", 80)
        #expect(
            revenue(
                builder, on: "2026-01-09", "2026-01-10", "2026-05-09", "2026-05-10", "2026-10-31")
                == [0, 100, 100, 0, 80])
    }

    @Test func `Rows go before renewals, but only those dated by the last day`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.renewal(0, due: "2026-03-01", before: 50, after: 60)
        builder.arr(0, "2026-11-01", 999)
        #expect(revenue(builder, on: "2026-02-01", "2026-04-01") == [50, 60])
        builder.arr(0, "2026-10-31", 999)
        #expect(revenue(builder, on: "2026-02-01", "2026-10-31") == [0, 999])
    }

    @Test func `Without rows the first event holds from the day it became a customer`() {
        var builder = PortfolioBuilder()
        builder.account("a", since: "2025-03-01")
        builder.renewal(0, due: "2027-03-01", before: 50)
        #expect(revenue(builder, on: "2025-02-28", "2025-03-01", "2026-10-31") == [0, 50, 50])
    }

    @Test func `Without that day the first event holds from ever`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.renewal(0, due: "2026-03-01", before: 50, after: 70)
        builder.renewal(0, due: "2026-09-01", before: 65, after: 90)
        #expect(
            revenue(
                builder, on: "1990-01-01", "2026-02-28", "2026-03-01", "2026-08-31", "2026-09-01")
                == [50, 50, 70, 70, 90])
    }

    @Test func `A customer since after the first due date pays nothing before it`() {
        var builder = PortfolioBuilder()
        builder.account("a", since: "2026-05-01")
        builder.renewal(0, due: "2026-03-01", before: 50, after: 70)
        #expect(revenue(builder, on: "2026-02-28", "2026-03-01") == [0, 70])
    }

    @Test func `A churned event ends it, a late one from its due date too`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.renewal(0, due: "2026-03-01", before: 50, after: 0, closed: "2026-05-20")
        #expect(revenue(builder, on: "2026-02-28", "2026-03-01") == [50, 0])
    }

    @Test func `An event not closed leaves it as it was, a lapsed one ends it`() {
        var pending = PortfolioBuilder()
        pending.account("a")
        pending.renewal(0, due: "2025-12-01", before: 50, after: 70)
        pending.renewal(0, due: "2026-10-01", before: 72, after: 80, closed: "2026-11-02")
        #expect(revenue(pending, on: "2026-09-30", "2026-10-31") == [70, 70])

        var lapsed = PortfolioBuilder()
        lapsed.account("a")
        lapsed.renewal(0, due: "2026-03-01", before: 50)
        #expect(revenue(lapsed, on: "2026-02-28", "2026-03-01") == [50, 0])
    }

    @Test func `Neither rows nor renewals are nothing`() {
        var builder = PortfolioBuilder()
        builder.account("a", since: "2020-01-01")
        #expect(revenue(builder, on: "2026-10-31") == [0])
    }

    @Test func `Amounts take the latest rate by the window's first day`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.arr(0, "2025-01-01", 100, currency: "EUR")
        builder.facts.rates = [
            ExchangeRate(currency: "EUR", date: "2025-01-01", rate: 1.1),
            ExchangeRate(currency: "EUR", date: "2025-11-01", rate: 1.25),
            ExchangeRate(currency: "EUR", date: "2025-11-02", rate: 2),
        ]
        #expect(revenue(builder, on: "2026-10-31") == [125])
    }

    @Test func `An amount in a currency without a rate is paid, but enters no sum`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.arr(0, "2025-01-01", 100, currency: "JPY")
        builder.renewal(0, due: "2026-03-01", before: 50, after: 70)
        let history = attributed(builder).revenue
        #expect(
            history.revenue(of: 0, on: "2026-10-31")
                == RevenueHistory.Revenue(isPaid: true, amount: nil))
    }
}
