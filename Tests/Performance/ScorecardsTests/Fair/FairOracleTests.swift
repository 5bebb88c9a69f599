import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import Scorecards
import Statistics
import TestSupport
import Testing

/// The fast comparison against one that learns everything anew for every book.
@Suite struct FairOracleTests {
    private func close(_ left: Double?, _ right: Double?) -> Bool {
        switch (left, right) {
        case (nil, nil): true
        case (let left?, let right?): abs(left - right) < 1e-9
        default: false
        }
    }

    /// Holds every figure of a portfolio against the slow computation.
    private func check(_ builder: PortfolioBuilder, minimum: Int) throws -> [FairFigures] {
        let review = attributed(builder, policy: policy(minimumCount: Double(minimum)))
        let health = HashedHealth(review.portfolio, asOf: review.frame.asOf)
        let fair = try FairComparison(review, health: health)
        let oracle = try FairOracle(review, health: health)
        let board = Scoreboard(review)
        let all = try allCards(board).map { card -> FairFigures in
            let figures = try #require(fair.figures(of: card.scope))
            let book = oracle.book(card.scope, minimum: minimum)
            #expect(figures.observed == book.observed && figures.settled == book.settled)
            #expect(figures.reason == book.reason, "\(card.scope)")
            #expect(close(figures.expected?.expected, book.expected), "\(card.scope)")
            #expect(close(figures.expected?.variance, book.variance))
            #expect(close(figures.endGame?.expected, book.endGame))
            #expect(close(figures.chance?.expectationVariance, book.expectationVariance))
            #expect(close(figures.chance?.widening, book.widening))
            #expect(close(figures.chance?.midP, book.midP))
            #expect(figures.chance?.range == book.range)
            #expect(close(figures.chance?.probabilityOutside, book.outside))
            let bridge = fair.bridge(of: card.scope)
            #expect((bridge == nil) == (book.bridge == nil))
            let steps = bridge.map { bridge in
                [
                    bridge.othersRate, bridge.caseMix, bridge.transition.step,
                    bridge.transition.luck, bridge.rest.step, bridge.rest.luck, bridge.rate,
                ]
            }
            for (ours, slow) in zip(steps ?? [], book.bridge ?? []) { #expect(close(ours, slow)) }
            return figures
        }
        for (cards, group) in [(board.csms, fair.csms), (board.teams, fair.teams)] {
            let large = cards.map(\.scope).filter {
                (fair.figures(of: $0)?.settled ?? 0) >= minimum
            }
            let shrunk = oracle.shrunk(large)
            #expect(close(group?.spread?.tauSquared, shrunk?.tauSquared))
            for (index, scope) in large.enumerated() {
                let lasting = fair.figures(of: scope)?.shrinkage
                #expect(close(lasting?.shrunkRate, shrunk?.rates[index]))
                #expect(close(lasting?.reliability, shrunk?.reliability[index]))
            }
        }
        return all
    }

    @Test(arguments: 0..<12)
    func `Books left out one by one are those learnt anew`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let figures = try check(randomPortfolio(&generator), minimum: seed % 2 == 0 ? 1 : 5)
        #expect(figures.contains { $0.chance != nil })
    }

    /// Accounts of segments and sizes with a renewal in each of two years, owned by a CSM who may
    /// have taken them over lately.
    private func portfolio(
        _ count: Int, _ generator: inout SplitMix64, csms: Int, owner: (Int) -> Int?,
        segment: (Int) -> String, team: (Int) -> String? = { "team \($0 % 2)" }, rate: Int = 80
    ) -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        for csm in 0..<csms { builder.csm("c\(csm)", team: team(csm)) }
        for index in 0..<count {
            let account = builder.account("a\(1000 + index)", segment: segment(index))
            builder.facts.accounts[account].arrTier = [nil, "large", "small"][index % 3]
            if let csm = owner(index) {
                builder.assign(
                    account, to: csm, from: index % 7 == 0 ? "2025-09-01" : "2022-01-01")
            }
            for year in 0..<2 {
                let later = Int.random(in: 0..<150, using: &generator)
                let due: Day = "2025-04-01" + 365 * year + later
                let isRenewed = Int.random(in: 0..<100, using: &generator) < rate
                builder.renewal(account, due: due, after: isRenewed ? 100 : 0, closed: due)
            }
        }
        return builder
    }

    @Test func `One CSM has no others`() throws {
        var generator = SplitMix64(seed: 1)
        let alone = portfolio(40, &generator, csms: 1, owner: { _ in 0 }) { "s\($0 % 3)" }
        let figures = try check(alone, minimum: 10)
        #expect(figures.count { $0.reason == .noOthers } == 2)
        // Contracts that nobody owned are others, too.
        let pooled = portfolio(60, &generator, csms: 1, owner: { $0 < 40 ? 0 : nil }) {
            "s\($0 % 3)"
        }
        #expect(try check(pooled, minimum: 10).contains { $0.chance != nil })
    }

    @Test func `One CSM may hold two fifths of all`() throws {
        var generator = SplitMix64(seed: 2)
        let builder = portfolio(100, &generator, csms: 6, owner: { $0 < 40 ? 0 : 1 + $0 % 5 }) {
            "s\($0 % 3)"
        }
        let figures = try check(builder, minimum: 10)
        let widest = figures.compactMap(\.chance?.widening).max() ?? 0
        #expect(widest > 1.2 && widest < 2)
    }

    @Test func `All of a book may be renewed, but not all of the others`() throws {
        var generator = SplitMix64(seed: 3)
        var builder = portfolio(60, &generator, csms: 3, owner: { $0 % 3 }) { "s\($0 % 2)" }
        for index in builder.facts.renewals.indices
        where builder.facts.renewals[index].account % 3 > 0 {
            builder.facts.renewals[index].outcome = .renewed
            builder.facts.renewals[index].arrAfter = 100
        }
        let figures = try check(builder, minimum: 10)
        // The CSM, and the team with the only other one whose contracts differ.
        #expect(figures.count { $0.reason == .noVariation } == 2)
        #expect(figures.count { $0.observed == $0.settled && $0.chance != nil } > 1)
    }

    @Test func `All renewed leaves what was observed, and none has a band`() throws {
        var generator = SplitMix64(seed: 4)
        let builder = portfolio(
            60, &generator, csms: 3, owner: { $0 % 3 }, segment: { _ in "s" }, rate: 100)
        let figures = try check(builder, minimum: 10)
        #expect(figures.allSatisfy { $0.expected == nil && $0.chance == nil })
        #expect(figures.contains { $0.reason == .noVariation && $0.observed == 20 })
        #expect(figures.allSatisfy { $0.rankReason == nil })
    }

    @Test func `Teams may equal segments, so that others have none of a segment`() throws {
        var generator = SplitMix64(seed: 5)
        let builder = portfolio(90, &generator, csms: 6, owner: { $0 % 6 }) { "s\($0 % 2)" }
        let figures = try check(builder, minimum: 10)
        let teams = figures.dropFirst().prefix(2)
        #expect(teams.allSatisfy { ($0.chance?.widening ?? 0) > 1.1 })
    }

    @Test func `A cell without others is its parent`() throws {
        var generator = SplitMix64(seed: 6)
        // The first CSM alone has one of the sizes.
        var builder = portfolio(60, &generator, csms: 3, owner: { $0 % 3 }) { "s\($0 % 2)" }
        for index in builder.facts.accounts.indices {
            builder.facts.accounts[index].arrTier = index % 3 == 0 ? "own" : "others"
        }
        _ = try check(builder, minimum: 10)
    }
}
