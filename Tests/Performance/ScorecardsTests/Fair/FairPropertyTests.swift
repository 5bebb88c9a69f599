import Statistics
import Attribution
import PerformanceTestSupport
import Scorecards
import TestSupport
import Testing

/// What must hold of the fair comparison whatever the facts are.
@Suite struct FairPropertyTests {
    private func comparison(_ builder: PortfolioBuilder) throws -> FairComparison {
        let review = attributed(builder)
        return try FairComparison(
            review, health: HashedHealth(review.portfolio, asOf: review.frame.asOf))
    }

    private func scopes(_ builder: PortfolioBuilder) -> [Scope] {
        allCards(cards(builder)).map(\.scope)
    }

    /// All that is said of every scope.
    private func text(_ builder: PortfolioBuilder) throws -> String {
        let fair = try comparison(builder)
        return scopes(builder).map {
            "\($0) \(String(describing: fair.figures(of: $0))) "
                + "\(String(describing: fair.bridge(of: $0)))"
        }.joined(separator: "\n") + "\(String(describing: fair.csms)) \(fair.teams as Any)"
    }

    @Test(arguments: 0..<30)
    func `What the company is expected to renew is what it renewed`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let builder = randomPortfolio(&generator)
        let fair = try comparison(builder)
        #expect(fair.reason == nil)
        let board = cards(builder)
        let company = try #require(fair.figures(of: .company))
        #expect(company.observed == board.company.renewals.renewed)
        for expected in [company.expected, company.endGame] {
            #expect(
                abs(try #require(expected).expected - Double(company.observed)) < 1e-9)
        }
        let rows = (board.csms + [board.transition, board.unassigned]).compactMap {
            fair.figures(of: $0.scope)
        }
        #expect(rows.reduce(0) { $0 + $1.observed } == company.observed)
        #expect(rows.reduce(0) { $0 + $1.settled } == company.settled)
    }

    @Test(arguments: 0..<30)
    func `A bridge adds up to the rate and begins with the others'`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let builder = randomPortfolio(&generator)
        let fair = try comparison(builder)
        let board = cards(builder)
        for card in board.csms + board.teams {
            guard let rate = card.metrics.logoRenewalRate.estimate.value else {
                #expect(fair.bridge(of: card.scope) == nil)
                #expect(fair.bridgeReason(of: card.scope) == .tooFew)
                continue
            }
            let bridge = try #require(fair.bridge(of: card.scope))
            let steps = bridge.caseMix + bridge.transition.step + bridge.rest.step
            #expect(abs(bridge.othersRate + steps - rate) < 1e-12)
            #expect(bridge.rate == rate)
            let (own, all) = (card.renewals, board.company.renewals)
            let others = Double(all.renewed - own.renewed) / Double(all.settled - own.settled)
            #expect(bridge.othersRate == others)
            for part in [bridge.transition, bridge.rest] {
                #expect((part.luck == 0) == (part.step == 0))
            }
        }
        for scope in [Scope.company, .transition, .unassigned] {
            #expect(fair.bridgeReason(of: scope) == .notApplicable)
        }
    }

    @Test(arguments: 0..<10)
    func `The order in which the facts came changes nothing`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let builder = randomPortfolio(&generator)
        #expect(try text(builder) == text(builder.shuffled(using: &generator)))
    }

    @Test(arguments: 0..<10)
    func `Nothing that becomes known after the month changes a result`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let builder = randomPortfolio(&generator)
        var later = builder
        learnMore(&later, &generator)
        #expect(try text(builder) == text(later))
    }

    @Test(arguments: 0..<10)
    func `Figures lie where they must`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let builder = randomPortfolio(&generator)
        let fair = try comparison(builder)
        var ranks: [Int] = []
        for scope in scopes(builder) {
            let figures = try #require(fair.figures(of: scope))
            let expected = try #require(figures.expected).expected
            #expect(expected <= Double(figures.settled))
            guard let luck = figures.chance, let comparison = figures.comparison else { continue }
            #expect(luck.widening > 1)
            #expect((0...1).contains(luck.midP) && (0...1).contains(comparison.riskAdjustedRate))
            #expect((luck.band == .inLine) == luck.range.contains(figures.observed))
            #expect((luck.isFirstTime == nil) == (luck.band == .inLine))
            #expect(luck.probabilityOutside <= 0.1)
            #expect(
                (Double(luck.range.lowerBound)...Double(luck.range.upperBound))
                    .contains(expected.rounded()))
            guard let lasting = figures.shrinkage else { continue }
            #expect((lasting.rank == nil) == (lasting.reliability < 0.7))
            #expect((lasting.rank == nil) == (figures.rankReason != nil))
            #expect((0..<1).contains(lasting.reliability))
            #expect((0...1).contains(lasting.shrunkRate))
            if case .csm = scope { ranks += [lasting.rank].compactMap(\.self) }
        }
        #expect(ranks.sorted().first ?? 1 == 1)
    }

    @Test(arguments: 0..<20)
    func `A rank is one more than the number of values above, rounding left aside`(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        let values = (0..<60).map { _ in
            Double(Int.random(in: -9...9, using: &generator)) / 7
                + [0, 4e-10, 2e-9][Int.random(in: 0...2, using: &generator)]
        }
        #expect(ranks(of: values) == values.map { own in 1 + values.count { $0 > own + 1e-9 } })
    }
}
