import Statistics
import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import TestSupport
import Testing

/// ARR between `arr` rows, and of customers who come back.
@Suite struct RevenueCourseTests {
    private func revenue(_ builder: PortfolioBuilder, on days: Day...) -> [Double?] {
        let revenue = attributed(builder).revenue
        return days.map { revenue.revenue(of: 0, on: $0).amount }
    }

    private func account(since: Day? = nil) -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.account("a", since: since)
        return builder
    }

    @Test func `What settles after a row changes it from the due date on, until the next row`() {
        var builder = account()
        builder.arr(0, "2026-01-31", 150)
        builder.renewal(0, due: "2026-02-15", before: 100, after: 120, closed: "2026-05-01")
        builder.renewal(0, due: "2026-04-15", before: 50, after: 0)
        builder.arr(0, "2026-06-30", 130)
        #expect(
            revenue(
                builder, on: "2026-02-14", "2026-02-15", "2026-04-14", "2026-04-15", "2026-06-29",
                "2026-06-30") == [150, 170, 170, 120, 120, 130])
    }

    @Test func `Churn after the last row ends the revenue; it never falls below nothing`() {
        var builder = account()
        builder.arr(0, "2026-01-31", 100)
        builder.renewal(0, due: "2026-03-15", before: 100.004, after: 0)
        builder.renewal(0, due: "2026-05-15", before: 60, after: 70)
        #expect(revenue(builder, on: "2026-03-14", "2026-03-15", "2026-05-15") == [100, 0, 10])
    }

    @Test func `A row that knows an early renewal is not changed by it`() {
        var builder = account()
        builder.arr(0, "2026-01-31", 120)
        builder.renewal(0, due: "2026-02-15", before: 100, after: 120, closed: "2026-01-20")
        #expect(revenue(builder, on: "2026-02-14", "2026-02-15") == [120, 120])
        // Closed after the row: the row cannot know it.
        builder.facts.renewals[0].closed = "2026-02-01"
        #expect(revenue(builder, on: "2026-02-14", "2026-02-15") == [120, 140])
        // A row with another amount does not have it.
        builder.facts.renewals[0].closed = "2026-01-20"
        builder.facts.arr[0].arr = 100
        #expect(revenue(builder, on: "2026-02-14", "2026-02-15") == [100, 120])
    }

    @Test func `A row of the due date holds that day; before the first row there is nothing`() {
        var builder = account()
        builder.renewal(0, due: "2025-12-15", before: 80, after: 0)
        builder.renewal(0, due: "2026-02-15", before: 100, after: 0)
        builder.arr(0, "2026-02-15", 100)
        #expect(revenue(builder, on: "2026-02-14", "2026-02-15", "2026-10-31") == [0, 100, 100])
    }

    @Test func `An open event changes nothing, a lapsed one takes its revenue away`() {
        var builder = account()
        builder.arr(0, "2026-01-31", 100)
        builder.renewal(0, due: "2026-10-15", before: 40)
        #expect(revenue(builder, on: "2026-10-31") == [100])
        builder.renewal(0, due: "2026-06-15", before: 30)
        #expect(revenue(builder, on: "2026-06-14", "2026-06-15") == [100, 70])
    }

    @Test func `Lines of one event are one change`() {
        var builder = account()
        builder.renewal(0, due: "2025-01-15", before: 10_000, after: 10_000, line: "-1")
        builder.renewal(0, due: "2025-01-15", before: 40_000, after: 0, line: "-2")
        #expect(revenue(builder, on: "2025-01-14", "2025-01-15") == [50_000, 10_000])
        builder.arr(0, "2024-12-31", 50_000)
        #expect(revenue(builder, on: "2025-01-14", "2025-01-15") == [50_000, 10_000])
    }

    @Test func `A customer who left and came back pays again from the start of the term`() {
        var builder = account()
        builder.renewal(0, due: "2024-04-30", before: 20_000, after: 0)
        builder.renewal(0, due: "2026-06-01", before: 24_000, after: 25_000, from: "2024-06-01")
        #expect(
            revenue(
                builder, on: "2024-04-29", "2024-04-30", "2024-05-31", "2024-06-01", "2026-06-01")
                == [20_000, 0, 0, 24_000, 25_000])
        builder.facts.renewals[1].termStart = nil
        #expect(revenue(builder, on: "2024-06-01", "2026-05-31") == [0, 0])
    }

    @Test func `With rows only a term that starts after the row brings revenue`() {
        var builder = account()
        builder.arr(0, "2026-01-31", 0)
        builder.renewal(0, due: "2026-12-31", before: 70, from: "2026-01-31")
        #expect(revenue(builder, on: "2026-10-31") == [0])
        builder.facts.renewals[0].termStart = "2026-02-01"
        #expect(revenue(builder, on: "2026-01-31", "2026-02-01", "2026-10-31") == [0, 70, 70])
        builder.facts.arr[0].effective = "2026-03-01"
        #expect(revenue(builder, on: "2026-02-28", "2026-10-31") == [0, 0])
    }

    @Test func `Of several terms that have come, the first to be due brings its revenue`() {
        var builder = account()
        builder.renewal(0, due: "2025-06-30", before: 10, after: 0)
        builder.renewal(0, due: "2026-08-31", before: 30, after: 0, from: "2025-09-01")
        builder.renewal(0, due: "2026-12-31", before: 50, from: "2025-08-01")
        // The second starts first. When it does, the account pays; the other changes nothing until
        // it ends, and then the one that is still to come counts.
        #expect(
            revenue(
                builder, on: "2025-07-31", "2025-08-01", "2025-09-01", "2026-08-30", "2026-08-31")
                == [0, 50, 50, 50, 50])
        // Both have come: the first to be due counts.
        builder.facts.renewals[2].termStart = "2025-09-01"
        #expect(
            revenue(builder, on: "2025-08-31", "2025-09-01", "2026-08-31") == [0, 30, 50])
    }

    @Test func `The first event counts from customer_since, else from its term, else from ever`() {
        var builder = account(since: "2025-03-01")
        builder.renewal(0, due: "2026-12-31", before: 50, from: "2025-06-01")
        #expect(revenue(builder, on: "2025-02-28", "2025-03-01") == [0, 50])
        builder.facts.accounts[0].customerSince = nil
        #expect(revenue(builder, on: "2025-05-31", "2025-06-01") == [0, 50])
        builder.facts.renewals[0].termStart = nil
        #expect(revenue(builder, on: "1990-01-01") == [50])
    }

    @Test func `Where row and renewal share a currency without a rate, churn still ends it`() {
        var builder = account()
        builder.arr(0, "2026-01-31", 100, currency: "JPY")
        builder.renewal(0, due: "2026-03-15", before: 100, after: 0, currency: "JPY")
        let history = attributed(builder).revenue
        #expect(history.revenue(of: 0, on: "2026-03-14").isPaid)
        #expect(history.revenue(of: 0, on: "2026-03-14").amount == nil)
        #expect(!history.revenue(of: 0, on: "2026-03-15").isPaid)
    }

    /// A slow twin of the rules of section 6 with amounts that all have a rate: goes day by day.
    private func slow(_ known: AttributedPortfolio, _ account: Int, through last: Day) -> [Double] {
        let portfolio = known.portfolio
        func amount(_ value: Double, _ currency: String?) -> Double {
            known.conversion.reporting(value, in: currency) ?? .nan
        }
        struct Event {
            var due: Day
            var before: Double
            var after: Double
            var isSettled: Bool
            var closed: Day?
            var start: Day?
        }
        let groups = Dictionary(
            grouping: portfolio.renewals.filter { $0.account == account }, by: \.due)
        let asOf = known.frame.asOf
        let events = groups.sorted { $0.key < $1.key }.map { due, lines -> Event in
            let closings = lines.map { $0.outcome == .open ? nil : $0.closed ?? $0.due }
            let open = closings.contains { $0.map { $0 > asOf } ?? true }
            let after = zip(lines, closings).reduce(0.0) { sum, pair in
                pair.0.outcome == .renewed && (pair.1.map { $0 <= asOf } ?? false)
                    ? sum + amount(pair.0.arrAfter, pair.0.currency) : sum
            }
            return Event(
                due: due, before: lines.reduce(0) { $0 + amount($1.arrBefore, $1.currency) },
                after: after, isSettled: due <= asOf && (!open || asOf - due > 90),
                closed: closings.contains(nil) ? nil : closings.compactMap(\.self).max(),
                start: lines.compactMap(\.termStart).min())
        }
        let rows = portfolio.arr.filter { $0.account == account && $0.effective <= asOf }
        let since = portfolio.accounts[account].customerSince ?? events.first?.start
        var now = 0.0
        if rows.isEmpty, since == nil, let first = events.first { now = first.before }
        var result: [Double] = []
        var row: (day: Day, amount: Double)?
        var day: Day = "2022-01-01"
        while day <= last {
            if rows.isEmpty, let first = events.first, since == day, day < first.due {
                now = first.before
            }
            if let next = rows.first(where: { $0.effective == day }) {
                now = amount(next.arr, next.currency)
                row = (day, now)
            }
            for event in events where event.due == day && event.isSettled {
                if rows.isEmpty {
                    now = event.after
                } else if let row, row.day < day {
                    let isIn =
                        event.closed.map { $0 <= row.day } ?? false
                        && abs(event.after - row.amount) < 0.005
                    if !isIn { now += event.after - event.before }
                    if now < 0.005 { now = 0 }
                }
            }
            if now == 0 {
                let candidates = rows.isEmpty ? Array(events.dropFirst()) : events
                let next = candidates.first { event in
                    guard let start = event.start, start <= day, day < event.due else {
                        return false
                    }
                    return rows.isEmpty || (row.map { start > $0.day } ?? false)
                }
                if let next { now = next.before }
            }
            result.append(now)
            day = day + 1
        }
        return result
    }

    @Test(arguments: 0..<12)
    func `Day by day the revenue is that of the slow twin`(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var builder = randomPortfolio(&generator)
        builder.rate("JPY", "2020-01-01", 0.01)
        for index in builder.facts.renewals.indices where index % 5 == 0 {
            // Some rows know what was renewed early.
            builder.arr(
                builder.facts.renewals[index].account, builder.facts.renewals[index].due - 40,
                builder.facts.renewals[index].arrAfter)
        }
        // Two rows of one account and day do not occur.
        var seen: Set<[Int]> = []
        builder.facts.arr.removeAll {
            !seen.insert([$0.account, Int($0.effective.number)]).inserted
        }
        let known = attributed(builder)
        for account in known.portfolio.accounts.indices {
            let expected = slow(known, account, through: known.frame.asOf)
            for (offset, amount) in expected.enumerated() {
                let day = Day("2022-01-01") + offset
                let revenue = known.revenue.revenue(of: account, on: day)
                #expect(abs((revenue.amount ?? .nan) - amount) < 1e-9, "\(account) on \(day)")
                #expect(revenue.isPaid == (amount > 0))
            }
        }
    }
}
