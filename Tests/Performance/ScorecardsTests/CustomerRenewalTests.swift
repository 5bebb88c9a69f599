import Statistics
import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import Scorecards
import TestSupport
import Testing

/// Customers beside contracts.
@Suite struct CustomerRenewalTests {
    /// One customer with `many` contracts, all renewed but one, and twelve with one each, of which two
    /// leave and one is open.
    private func builder(many: Int) -> PortfolioBuilder {
        var builder = PortfolioBuilder(accounts: 13, csms: 1)
        for account in 0..<13 { builder.assign(account, to: 0, from: "2024-01-01") }
        for contract in 0..<many {
            builder.renewal(0, due: "2026-01-01" + contract, contract == 0 ? .churned : .renewed)
        }
        for account in 1..<10 { builder.renewal(account, due: "2026-02-01", .renewed) }
        for account in 10..<12 { builder.renewal(account, due: "2026-02-01", .churned) }
        builder.renewal(12, due: "2026-10-15", .open)
        return builder
    }

    @Test func `A customer counts once, and kept all or did not`() throws {
        // R 4.3: binom::binom.confint(9, 12, methods = "wilson")
        //   lower 0.4676947, upper 0.9110583
        let card = cards(builder(many: 5), policy: Policy()).company
        let rate = card.metrics.customerRenewalRate
        #expect(rate.estimate.numerator == 9)
        #expect(rate.estimate.denominator == 12)
        #expect(abs((rate.estimate.low ?? 0) - 0.4676947) < 1e-6)
        #expect(abs((rate.estimate.high ?? 0) - 0.9110583) < 1e-6)
        #expect(rate.worst == 9.0 / 13)
        #expect(rate.best == 10.0 / 13)
        #expect(card.metrics.logoRenewalRate.estimate.numerator == 13)
    }

    @Test func `Under ten customers it is null, whatever they have`() {
        var builder = PortfolioBuilder(accounts: 9, csms: 1)
        for account in 0..<9 {
            for contract in 0..<3 {
                builder.renewal(account, due: "2026-01-01" + contract, .renewed)
            }
        }
        let metrics = cards(builder, policy: Policy()).company.metrics
        #expect(metrics.customerRenewalRate.estimate.reason == .tooFew)
        #expect(metrics.customerRenewalRate.estimate.denominator == 9)
        #expect(metrics.customerRenewalRate.worst == nil)
        #expect(metrics.logoRenewalRate.estimate.value == 1)
    }

    @Test func `It is spoken of from five contracts on that are over a tenth`() {
        func speaks(_ many: Int, share: Double = 0.1) -> Bool {
            var policy = Policy()
            policy.manyContractsShare = share
            let card = cards(builder(many: many), policy: policy).company
            #expect(card.customers.haveManyContracts == card.sentence.contains("customers"))
            return card.customers.haveManyContracts
        }
        #expect(!speaks(4))
        #expect(speaks(5))
        #expect(!speaks(5, share: 5.0 / 16))
        let sentence = cards(builder(many: 5), policy: Policy()).company.sentence
        #expect(
            sentence.contains("these contracts are those of 12 customers, 9 of whom kept all"))
    }

    @Test func `A target of it is none`() {
        var builder = builder(many: 5)
        builder.target(.company, "customer_renewal_rate", 0.9)
        #expect(cards(builder).company.metrics.customerRenewalRate.comparison.target == nil)
    }

    /// A slow twin: customers by their events.
    @Test(arguments: 0..<20)
    func `Each row counts the customers of its events`(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let known = attributed(randomPortfolio(&generator))
        let board = Scoreboard(known)
        for card in allCards(board) {
            let events = known.events.filter { event in
                guard event.due >= known.frame.windowStart else { return false }
                switch (card.scope, event.owner) {
                case (.company, _), (.transition, .transition), (.unassigned, .unassigned):
                    return true
                case (.csm(let csm), .csm(let owner)): return csm == owner
                case (.team(let name), .csm(let owner)):
                    return known.portfolio.csms[owner].team(on: event.due) == name
                default: return false
                }
            }
            let customers = Dictionary(grouping: events, by: \.account).values
            let settled = customers.map { $0.filter(\.state.isSettled) }.filter { !$0.isEmpty }
            let kept = settled.count { $0.allSatisfy { $0.state == .renewed } }
            let estimate = card.metrics.customerRenewalRate.estimate
            #expect(estimate.numerator == Double(kept))
            #expect(estimate.denominator == Double(settled.count))
            guard estimate.value != nil else { continue }
            let worst = customers.count { $0.allSatisfy { $0.state == .renewed } }
            let best = customers.count { customer in
                customer.allSatisfy { $0.state == .renewed || !$0.state.isSettled }
            }
            #expect(
                card.metrics.customerRenewalRate.worst == Double(worst) / Double(customers.count))
            #expect(
                card.metrics.customerRenewalRate.best == Double(best) / Double(customers.count))
        }
    }
}
