import Domain
import Scorecards
import TestSupport
import Testing

/// What must hold whatever the facts are.
@Suite struct ScoreboardPropertyTests {
    /// Facts from 2024 to the end of 2026, closings some of them after the month under review.
    private func randomBook(_ generator: inout SplitMix64) -> FactBook {
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

    private func close(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= 1e-9 * max(1, abs(left))
    }

    @Test(arguments: 0..<20)
    func `CSMs and pools sum to the company, teams to their CSMs`(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        let review = attributed(randomBook(&generator))
        let board = Scoreboard(review)
        let rows = board.csms + [board.transition, board.unassigned]
        #expect(board.csms.count == 6)

        let counts: [KeyPath<RenewalCounts, Int>] = [
            \.due, \.settled, \.renewed, \.churned, \.lapsed, \.pending, \.overdue, \.onTime,
            \.late, \.early,
        ]
        for count in counts {
            let sum = rows.reduce(0) { $0 + $1.renewals[keyPath: count] }
            #expect(sum == board.company.renewals[keyPath: count])
        }
        let rates: [RateMetric] = [
            .logoRenewalRate, .grossRenewalRate, .netRenewalRate, .nps, .csat,
        ]
        for metric in rates {
            for part in [\Estimate.numerator, \Estimate.denominator] {
                let sum = rows.reduce(0) {
                    $0 + ($1.metrics[keyPath: metric.path].estimate[keyPath: part] ?? 0)
                }
                let company = board.company.metrics[keyPath: metric.path].estimate
                #expect(close(sum, company[keyPath: part] ?? .nan))
            }
        }
        for metric in AmountMetric.allCases where metric != .averageARR {
            let sum = rows.reduce(0) { $0 + ($1.metrics[keyPath: metric.path].value ?? 0) }
            #expect(close(sum, board.company.metrics[keyPath: metric.path].value ?? .nan))
        }

        for team in board.teams {
            let members = board.csms.filter { card in
                guard case .csm(let csm) = card.scope else { return false }
                return team.scope == review.portfolio.csms[csm].team.map { .team($0) }
            }
            #expect(members.reduce(0) { $0 + $1.renewals.due } == team.renewals.due)
            let spells = members.reduce(0) {
                $0 + ($1.metrics.logoChurnRate.estimate.denominator ?? 0)
            }
            #expect(spells == team.metrics.logoChurnRate.estimate.denominator)
        }
    }

    @Test(arguments: 0..<10)
    func `The order in which the facts came changes nothing`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let book = randomBook(&generator)
        let other = book.shuffled(using: &generator)
        let reviews = [attributed(book), attributed(other)]
        let boards = reviews.map { String(describing: Scoreboard($0)) }
        #expect(boards[0] == boards[1])
        let trends = reviews.map {
            String(describing: $0.trends(health: WrittenHealth()))
        }
        #expect(trends[0] == trends[1])
    }

    @Test(arguments: 0..<10)
    func `Nothing that becomes known after the month changes a result`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let book = randomBook(&generator)
        var later = book
        learnMore(&later, &generator)
        #expect(
            String(describing: cards(book)) == String(describing: cards(later)))
        #expect(
            String(describing: attributed(book).trends(health: WrittenHealth()))
                == String(describing: attributed(later).trends(health: WrittenHealth())))
    }

    /// Adds or changes facts in ways that become known only after 2026-10-31.
    private func learnMore(_ book: inout FactBook, _ generator: inout SplitMix64) {
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

    @Test(arguments: 0..<10)
    func `Worst and best enclose the rate`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        for card in allCards(cards(randomBook(&generator))) {
            for metric in [RateMetric.logoRenewalRate, .grossRenewalRate] {
                let rate = card.metrics[keyPath: metric.path]
                guard let value = rate.estimate.value else { continue }
                #expect(try #require(rate.worst) <= value && value <= (try #require(rate.best)))
            }
        }
    }
}
