package import Statistics
import Calendar
import Domain

/// Facts from 2024 to the end of 2026, closings some of them after the month under review. Some
/// contracts are due together, some tell when their term starts, and a CSM leaves.
package func randomPortfolio(_ generator: inout SplitMix64) -> PortfolioBuilder {
    func day() -> Day { "2024-01-01" + Int.random(in: 0..<1035, using: &generator) }
    var builder = PortfolioBuilder()
    for csm in 0..<6 {
        builder.csm(
            "c\(csm)", team: csm < 5 ? "team \(csm % 2)" : nil,
            until: csm == 4 ? "2026-05-15" : csm == 3 ? "2026-12-31" : nil)
    }
    builder.csm("starts later", team: "team 2", from: "2026-12-01")
    for index in 0..<40 {
        let account = builder.account("a\(index)", since: index % 3 == 0 ? "2024-02-01" : nil)
        var start = day()
        while start < "2026-10-31", Int.random(in: 0..<5, using: &generator) > 0 {
            let end = start + Int.random(in: 1...300, using: &generator)
            builder.assign(
                account, to: Int.random(in: 0..<7, using: &generator), from: start, until: end)
            start = end + (Bool.random(using: &generator) ? 0 : 30)
        }
        for due in Set((0..<4).map { _ in day() }) {
            for line in 0...max(0, Int.random(in: -2...2, using: &generator)) {
                let closes = Int.random(in: 0..<5, using: &generator) > 0
                let after = [0, 80, 100, 133.7].randomElement(using: &generator)
                let hasTerm = Int.random(in: 0..<3, using: &generator) == 0
                builder.renewal(
                    account, due: due, before: Double.random(in: 10...200, using: &generator),
                    after: closes ? after : nil,
                    closed: closes ? due + Int.random(in: -60...120, using: &generator) : nil,
                    currency: [nil, "EUR", "JPY"].randomElement(using: &generator) ?? nil,
                    from: hasTerm ? due - Int.random(in: 20...500, using: &generator) : nil,
                    line: line == 0 ? "" : "-\(line)")
            }
        }
        if index % 2 == 0 {
            for effective in Set((0..<3).map { _ in day() }) {
                builder.arr(account, effective, Double.random(in: 0...50, using: &generator))
            }
        }
        for _ in 0..<6 {
            builder.answer(
                account, Bool.random(using: &generator) ? .nps : .csat,
                Int.random(in: 1...5, using: &generator) * 2, on: day(),
                by: ["x", "y", nil].randomElement(using: &generator) ?? nil)
            builder.session(account, by: Int.random(in: 0..<7, using: &generator), on: day())
        }
        let created = day()
        builder.opportunity(
            account, Double.random(in: 1...9, using: &generator), created: created,
            won: Bool.random(using: &generator)
                ? created + Int.random(in: 0...90, using: &generator) : nil,
            csm: [nil, 0, 6].randomElement(using: &generator) ?? nil)
    }
    builder.rate("EUR", "2025-01-01", 1.1)
    builder.target(.company, "logo_renewal_rate", 0.8)
    return builder
}

/// Adds or changes facts in ways that become known only after 2026-10-31.
package func learnMore(_ builder: inout PortfolioBuilder, _ generator: inout SplitMix64) {
    func day() -> Day { "2026-11-01" + Int.random(in: 0..<300, using: &generator) }
    for index in builder.facts.renewals.indices {
        let renewal = builder.facts.renewals[index]
        let closing = renewal.outcome == .open ? nil : renewal.closed ?? renewal.due
        if let closing, closing <= "2026-10-31" { continue }
        builder.facts.renewals[index].outcome = .renewed
        builder.facts.renewals[index].closed = day()
        builder.facts.renewals[index].arrAfter = 77
    }
    for index in builder.facts.csms.indices
    where builder.facts.csms[index].endDate.map({ $0 > "2026-10-31" }) ?? true {
        builder.facts.csms[index].endDate = day()
    }
    for index in builder.facts.assignments.indices {
        guard builder.facts.assignments[index].end.map({ $0 > "2026-10-31" }) ?? true else {
            continue
        }
        builder.facts.assignments[index].end = day()
    }
    for index in builder.facts.opportunities.indices
    where builder.facts.opportunities[index].closed.map({ $0 > "2026-10-31" }) ?? true {
        builder.facts.opportunities[index].stage = .lost
        builder.facts.opportunities[index].closed = day()
    }
    builder.csm("hired later", team: "new", from: "2026-11-01")
    for account in builder.facts.accounts.indices {
        builder.assign(account, to: 0, from: "2027-12-01")
        // What is due first is known from the start: add only what is not.
        if builder.facts.renewals.contains(where: {
            $0.account == account && $0.currency != "JPY"
        }) {
            builder.renewal(account, due: "2028-01-01", after: 0, closed: day())
        }
        builder.arr(account, day(), 1000)
        builder.answer(account, .nps, 0, on: day(), by: "x")
        builder.session(account, by: 0, on: day())
        builder.opportunity(account, 5, created: day())
    }
    builder.rate("JPY", day(), 0.01)
    builder.benchmark("nps", 1, asOf: day())
    builder.target(.company, "nps", 50, from: "2026-11-01")
}
