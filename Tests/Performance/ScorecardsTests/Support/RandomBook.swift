import Domain
import TestSupport

/// Facts from 2024 to the end of 2026, closings some of them after the month under review.
func randomBook(_ generator: inout SplitMix64) -> FactBook {
    func day() -> Day { "2024-01-01" + Int.random(in: 0..<1035, using: &generator) }
    var book = FactBook()
    for csm in 0..<6 { book.csm("c\(csm)", team: csm < 5 ? "team \(csm % 2)" : nil) }
    book.csm("starts later", team: "team 2", from: "2026-12-01")
    for index in 0..<40 {
        let account = book.account("a\(index)", since: index % 3 == 0 ? "2024-02-01" : nil)
        var start = day()
        while start < "2026-10-31", Int.random(in: 0..<5, using: &generator) > 0 {
            let end = start + Int.random(in: 1...300, using: &generator)
            book.assign(
                account, to: Int.random(in: 0..<7, using: &generator), from: start, until: end)
            start = end + (Bool.random(using: &generator) ? 0 : 30)
        }
        for due in Set((0..<4).map { _ in day() }) {
            let closes = Int.random(in: 0..<5, using: &generator) > 0
            let after = [0, 80, 100, 133.7].randomElement(using: &generator)
            book.renewal(
                account, due: due, before: Double.random(in: 10...200, using: &generator),
                after: closes ? after : nil,
                closed: closes ? due + Int.random(in: -60...120, using: &generator) : nil,
                currency: [nil, "EUR", "JPY"].randomElement(using: &generator) ?? nil)
        }
        if index % 2 == 0 {
            for effective in Set((0..<3).map { _ in day() }) {
                book.arr(account, effective, Double.random(in: 0...50, using: &generator))
            }
        }
        for _ in 0..<6 {
            book.answer(
                account, Bool.random(using: &generator) ? .nps : .csat,
                Int.random(in: 1...5, using: &generator) * 2, on: day(),
                by: ["x", "y", nil].randomElement(using: &generator) ?? nil)
            book.session(account, by: Int.random(in: 0..<7, using: &generator), on: day())
        }
        let created = day()
        book.opportunity(
            account, Double.random(in: 1...9, using: &generator), created: created,
            won: Bool.random(using: &generator)
                ? created + Int.random(in: 0...90, using: &generator) : nil,
            csm: [nil, 0, 6].randomElement(using: &generator) ?? nil)
    }
    book.facts.rates = [ExchangeRate(currency: "EUR", date: "2025-01-01", rate: 1.1)]
    book.target(.company, "logo_renewal_rate", 0.8)
    return book
}

/// Adds or changes facts in ways that become known only after 2026-10-31.
func learnMore(_ book: inout FactBook, _ generator: inout SplitMix64) {
    func day() -> Day { "2026-11-01" + Int.random(in: 0..<300, using: &generator) }
    for index in book.facts.renewals.indices {
        let renewal = book.facts.renewals[index]
        let closing = renewal.outcome == .open ? nil : renewal.closed ?? renewal.due
        if let closing, closing <= "2026-10-31" { continue }
        book.facts.renewals[index].outcome = .renewed
        book.facts.renewals[index].closed = day()
        book.facts.renewals[index].arrAfter = 77
    }
    for index in book.facts.assignments.indices {
        guard book.facts.assignments[index].end.map({ $0 > "2026-10-31" }) ?? true else {
            continue
        }
        book.facts.assignments[index].end = day()
    }
    for index in book.facts.opportunities.indices
    where book.facts.opportunities[index].closed.map({ $0 > "2026-10-31" }) ?? true {
        book.facts.opportunities[index].stage = .lost
        book.facts.opportunities[index].closed = day()
    }
    book.csm("hired later", team: "new", from: "2026-11-01")
    for account in book.facts.accounts.indices {
        book.assign(account, to: 0, from: "2027-12-01")
        // What is due first is known from the start: add only what is not.
        if book.facts.renewals.contains(where: {
            $0.account == account && $0.currency != "JPY"
        }) {
            book.renewal(account, due: "2028-01-01", after: 0, closed: day())
        }
        book.arr(account, day(), 1000)
        book.answer(account, .nps, 0, on: day(), by: "x")
        book.session(account, by: 0, on: day())
        book.opportunity(account, 5, created: day())
    }
    book.facts.rates.append(ExchangeRate(currency: "JPY", date: day(), rate: 0.01))
    book.facts.benchmarks.append(
        Benchmark(metric: "nps", statistic: "median", value: 1, asOf: day()))
    book.target(.company, "nps", 50, from: "2026-11-01")
}
