import Domain
import Scorecards
import TestSupport
import Testing

@Suite struct RevenueHistoryTests {
    private func revenue(_ book: FactBook, on days: Day...) -> [Double?] {
        let revenue = attributed(book).revenue
        return days.map { revenue.revenue(of: 0, on: $0).amount }
    }

    @Test func `The latest row by the day holds, none yet is nothing`() {
        var book = FactBook()
        book.account("a")
        book.arr(0, "2026-01-10", 100)
        book.arr(0, "2026-05-10", 0)
        book.arr(0, "2026-06-10", 80)
        #expect(
            revenue(book, on: "2026-01-09", "2026-01-10", "2026-05-09", "2026-05-10", "2026-10-31")
                == [0, 100, 100, 0, 80])
    }

    @Test func `Rows go before renewals, but only those dated by the last day`() {
        var book = FactBook()
        book.account("a")
        book.renewal(0, due: "2026-03-01", before: 50, after: 60)
        book.arr(0, "2026-11-01", 999)
        #expect(revenue(book, on: "2026-02-01", "2026-04-01") == [50, 60])
        book.arr(0, "2026-10-31", 999)
        #expect(revenue(book, on: "2026-02-01", "2026-10-31") == [0, 999])
    }

    @Test func `Without rows the first event holds from the day it became a customer`() {
        var book = FactBook()
        book.account("a", since: "2025-03-01")
        book.renewal(0, due: "2027-03-01", before: 50)
        #expect(revenue(book, on: "2025-02-28", "2025-03-01", "2026-10-31") == [0, 50, 50])
    }

    @Test func `Without that day the first event holds from ever`() {
        var book = FactBook()
        book.account("a")
        book.renewal(0, due: "2026-03-01", before: 50, after: 70)
        book.renewal(0, due: "2026-09-01", before: 65, after: 90)
        #expect(
            revenue(book, on: "1990-01-01", "2026-02-28", "2026-03-01", "2026-08-31", "2026-09-01")
                == [50, 50, 70, 70, 90])
    }

    @Test func `A customer since after the first due date pays nothing before it`() {
        var book = FactBook()
        book.account("a", since: "2026-05-01")
        book.renewal(0, due: "2026-03-01", before: 50, after: 70)
        #expect(revenue(book, on: "2026-02-28", "2026-03-01") == [0, 70])
    }

    @Test func `A churned event ends it, a late one from its due date too`() {
        var book = FactBook()
        book.account("a")
        book.renewal(0, due: "2026-03-01", before: 50, after: 0, closed: "2026-05-20")
        #expect(revenue(book, on: "2026-02-28", "2026-03-01") == [50, 0])
    }

    @Test func `An event not closed leaves it as it was, a lapsed one ends it`() {
        var pending = FactBook()
        pending.account("a")
        pending.renewal(0, due: "2025-12-01", before: 50, after: 70)
        pending.renewal(0, due: "2026-10-01", before: 72, after: 80, closed: "2026-11-02")
        #expect(revenue(pending, on: "2026-09-30", "2026-10-31") == [70, 70])

        var lapsed = FactBook()
        lapsed.account("a")
        lapsed.renewal(0, due: "2026-03-01", before: 50)
        #expect(revenue(lapsed, on: "2026-02-28", "2026-03-01") == [50, 0])
    }

    @Test func `Neither rows nor renewals are nothing`() {
        var book = FactBook()
        book.account("a", since: "2020-01-01")
        #expect(revenue(book, on: "2026-10-31") == [0])
    }

    @Test func `Amounts take the latest rate by the window's first day`() {
        var book = FactBook()
        book.account("a")
        book.arr(0, "2025-01-01", 100, currency: "EUR")
        book.facts.rates = [
            ExchangeRate(currency: "EUR", date: "2025-01-01", rate: 1.1),
            ExchangeRate(currency: "EUR", date: "2025-11-01", rate: 1.25),
            ExchangeRate(currency: "EUR", date: "2025-11-02", rate: 2),
        ]
        #expect(revenue(book, on: "2026-10-31") == [125])
    }

    @Test func `An amount in a currency without a rate is paid, but enters no sum`() {
        var book = FactBook()
        book.account("a")
        book.arr(0, "2025-01-01", 100, currency: "JPY")
        book.renewal(0, due: "2026-03-01", before: 50, after: 70)
        let history = attributed(book).revenue
        #expect(
            history.revenue(of: 0, on: "2026-10-31")
                == RevenueHistory.Revenue(isPaid: true, amount: nil))
    }
}
