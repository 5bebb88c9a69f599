import Attribution
import Calendar
import Domain
import Finance
import Scorecards
import TestSupport
import Testing

/// The month of the tests: its window is 2025-11-01 to 2026-10-31.
let october = Month(year: 2026, month: 10)

func attributed(
    _ builder: PortfolioBuilder, policy: Policy = Policy(), grain: ReviewGrain = .month
) -> AttributedPortfolio {
    AttributedPortfolio(builder.portfolio, policy: policy, month: october, grain: grain)
}

/// One account of each kind, by hand. The amounts are the worked example of methods.md, 23.
@Suite struct WalkTests {
    /// Seven accounts that each do one thing in March 2026.
    private var marchOfSeven: PortfolioBuilder {
        var builder = PortfolioBuilder()
        let names = ["new", "back", "grows", "shrinks", "leaves", "moves", "stays"]
        for name in names { builder.account(name, segment: name == "stays" ? "Large" : "SMB") }
        builder.csm("north", team: "North")
        builder.csm("south", team: "South")
        for account in names.indices where account != 5 {
            builder.assign(account, to: 0, from: "2024-01-01")
        }
        builder.assign(5, to: 0, from: "2024-01-01", until: "2026-03-15")
        builder.assign(5, to: 1, from: "2026-03-15")
        builder.arr(0, "2026-03-10", 1000)
        builder.arr(1, "2024-01-01", 500)
        builder.arr(1, "2025-01-01", 0)
        builder.arr(1, "2026-03-20", 700)
        builder.arr(2, "2024-01-01", 2000)
        builder.arr(2, "2026-03-01", 2600)
        builder.arr(3, "2024-01-01", 3000)
        builder.arr(3, "2026-03-31", 2500)
        builder.arr(4, "2024-01-01", 4000)
        builder.arr(4, "2026-03-05", 0)
        builder.arr(5, "2024-01-01", 5000)
        builder.arr(5, "2026-03-20", 5100)
        builder.arr(6, "2024-01-01", 6000)
        return builder
    }

    @Test func `Each kind of account is in one step of its month`() throws {
        let walk = ARRWalk(attributed(marchOfSeven))
        let march = try #require(
            walk.company.months.first { $0.month == Month(year: 2026, month: 3) })
        var step = WalkStep()
        step.opening = 20_000
        step.new = 1000
        step.returned = 700
        step.expansion = 700
        step.contraction = 500
        step.churn = 4000
        step.closing = 17_900
        #expect(march.step == step)
        #expect(walk.company.window == step)
        #expect(walk.company.months.first?.step.closing == 20_000)
        let quarter = try #require(walk.company.quarters.first)
        #expect(quarter.quarter.description == "2026-Q1" && quarter.step == step)
        #expect(
            walk.company.quarters.map(\.quarter.description) == [
                "2026-Q1", "2026-Q2", "2026-Q3",
            ])
    }

    @Test func `An account that changes teams moves with what it paid before the month`() throws {
        let walk = ARRWalk(attributed(marchOfSeven))
        #expect(walk.teams.map(\.team) == ["North", "South", nil])
        let (north, south) = (walk.teams[0].part.window, walk.teams[1].part.window)
        #expect(north.moved == -5000 && south.moved == 5000)
        #expect(north.expansion == 600 && south.expansion == 100)
        #expect(north.closing == 12_800 && south.closing == 5100)
        #expect(walk.teams[2].part.window == WalkStep())
        #expect(walk.segments.map(\.segment) == ["Large", "SMB"])
        #expect(walk.segments[0].part.window.opening == 6000)
        #expect(walk.segments.allSatisfy { $0.part.window.moved == 0 })
    }

    @Test func `An account that shrinks and grows again is in both steps`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.arr(0, "2024-01-01", 1000)
        builder.arr(0, "2026-01-10", 600)
        builder.arr(0, "2026-02-10", 1000)
        let window = ARRWalk(attributed(builder)).company.window
        #expect(window.contraction == 400 && window.expansion == 400)
        #expect(window.opening == 1000 && window.closing == 1000)
    }

    @Test func `An account with an amount without a rate at a month's end leaves the walk`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.account("b")
        builder.arr(0, "2024-01-01", 1000)
        builder.arr(1, "2024-01-01", 1000)
        builder.arr(1, "2026-05-31", 10, currency: "JPY")
        builder.arr(1, "2026-06-15", 1000)
        let walk = ARRWalk(attributed(builder))
        #expect(walk.unrated == 1)
        #expect(walk.company.window.opening == 1000)
        #expect(walk.company.months.allSatisfy { $0.step.closing == 1000 })
    }

    @Test func `Less than half a cent is nothing`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.arr(0, "2024-01-01", 0.004)
        builder.arr(0, "2026-05-10", 100)
        let window = ARRWalk(attributed(builder)).company.window
        #expect(window.opening == 0 && window.new == 100 && window.returned == 0)
    }

    @Test func `Currency moves are a step of their own where the policy says so`() throws {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.arr(0, "2024-01-01", 1000, currency: "EUR")
        builder.arr(0, "2026-03-10", 1500, currency: "EUR")
        builder.rate("EUR", "2025-01-01", 1)
        builder.rate("EUR", "2026-03-05", 1.2)
        let without = ARRWalk(attributed(builder)).company
        #expect(without.window.closing == 1500 && without.window.currency == 0)
        var policy = Policy()
        policy.showsCurrencyInWalk = true
        let with = ARRWalk(attributed(builder, policy: policy)).company
        let march = try #require(with.months.first { $0.month == Month(year: 2026, month: 3) })
        #expect(march.step.opening == 1000 && march.step.expansion == 500)
        #expect(abs(march.step.currency - 300) < 1e-9 && march.step.closing == 1800)
        #expect(with.window.closing == 1800)
    }

    @Test func `What fell due is at most what an account paid`() {
        var builder = PortfolioBuilder()
        for name in ["one year", "three years", "small"] { builder.account(name) }
        for account in 0..<3 { builder.arr(account, "2024-01-01", 1000) }
        builder.renewal(0, due: "2026-02-01", before: 1000, after: 1200)
        builder.renewal(1, due: "2028-02-01", before: 1000)
        builder.renewal(2, due: "2026-10-20", before: 4000)
        let part = ARRWalk(attributed(builder)).company
        #expect(part.upForRenewal == 2000.0 / 3000)
        #expect(part.upForRenewalReason == nil)
        let none = ARRWalk(attributed(PortfolioBuilder())).company
        #expect(none.upForRenewal == nil && none.upForRenewalReason == .noData)
    }
}
