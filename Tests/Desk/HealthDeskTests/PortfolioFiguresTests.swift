import Calendar
import Domain
import HealthDesk
import Scoring
import Testing

struct PortfolioFiguresTests {
    private let day = WrittenDay.day

    @Test func `Shares are of accounts with a score, averages of those with a date`() throws {
        var written = WrittenDay([80, 70, 50, 10, nil])
        written.working.dueDates = [
            DueDate(id: "1", account: 0, due: day + 10), DueDate(id: "2", account: 0, due: day + 5),
            DueDate(id: "3", account: 1, due: day), DueDate(id: "4", account: 2, due: day - 1),
        ]
        written.working.touches = [
            Touch(id: "1", account: 0, held: day - 45, kind: .call),
            Touch(id: "2", account: 1, held: day - 46, kind: .call),
            Touch(id: "3", account: 2, held: day - 1, kind: .note),
            Touch(id: "4", account: 3, held: day - 1, kind: .note, isMeaningful: true),
        ]
        written.working.actions = [
            Action(
                id: "1", account: 0, kind: .playbook, title: "x", opened: day - 9, due: day - 1),
            Action(
                id: "2", account: 0, kind: .playbook, title: "x", opened: day - 9, due: day,
                closed: day),
            Action(id: "3", account: 1, kind: .task, title: "x", opened: day, due: day),
            Action(id: "4", account: 1, kind: .playbook, title: "x", opened: day + 1),
        ]
        let figures = PortfolioFigures(try written.standing.standings, policy: written.policy)
        #expect(figures.accounts == 5 && figures.scored == 4)
        #expect(figures.share(of: .green) == 0.5)
        #expect(figures.share(of: .amber) == 0.25)
        #expect(figures.share(of: .red) == 0.25)
        #expect(figures.averageDaysToRenewal == 2.5)
        #expect(figures.quiet == 3)
        #expect(figures.openPlaybookActions == 1)
        #expect(figures.overdueActions == 1)
    }

    @Test func `Without accounts there is nothing to divide`() {
        let figures = PortfolioFigures([], policy: DeskPolicy())
        #expect(figures.share(of: .green) == nil && figures.averageDaysToRenewal == nil)
    }

    @Test func `Ambers concentrate where chance does not give so many`() throws {
        // Eight of eleven ambers among the ten of 26 accounts that are on Starter.
        let ambers = Array(repeating: 50.0, count: 11) + Array(repeating: 90.0, count: 15)
        var written = WrittenDay(ambers.map(Optional.some))
        for place in 0..<26 {
            let isStarter = place < 8 || (11..<13).contains(place)
            written.portfolio.accounts[place].product = isStarter ? "Starter" : "Suite"
        }
        let standings = try written.standing.standings
        let found = Concentration.found(standings, policy: written.policy)
        #expect(found.map(\.group) == ["Starter"])
        #expect(abs((found.first?.p ?? 0) - hypergeometric(8, 10, 11, 26)) < 1e-12)
        #expect(
            found.first?.sentence
                == "8 of your 11 ambers are on Starter, as are 10 of your 26 accounts with a score."
        )
        var strict = written.policy
        strict.concentrationCount = 9
        #expect(Concentration.found(standings, policy: strict).isEmpty)
        // The segment holds all accounts, so it is no group.
        #expect(Set(Concentration.all(standings, policy: strict).map(\.dimension)) == [.product])
    }

    /// P(X ≥ k) if n of N accounts are drawn, of which K are marked.
    private func hypergeometric(_ k: Int, _ n: Int, _ K: Int, _ N: Int) -> Double {
        func choose(_ n: Int, _ k: Int) -> Double {
            k < 0 || k > n ? 0 : (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
        }
        return (k...min(n, K)).reduce(0) {
            $0 + choose(K, $1) * choose(N - K, n - $1) / choose(N, n)
        }
    }

    @Test func `Age is by the days since the account became a customer`() throws {
        let ages = [364, 365, 1094, 1095, -1]
        var written = WrittenDay([50, 50, 50, 50, 90])
        for (place, age) in ages.enumerated() {
            written.portfolio.accounts[place].customerSince = day - age
        }
        let groups = Concentration.all(try written.standing.standings, policy: written.policy)
        #expect(
            groups.filter { $0.dimension == .age }.map { "\($0.group) \($0.accounts)" } == [
                "customers of some years 2", "long-standing customers 1", "new customers 1",
            ])
    }
}
