import Domain
import PerformanceTestSupport
import Scorecards
import TestSupport
import Testing

/// How much a verdict must rest on.
@Suite struct VerdictCountTests {
    /// A CSM of the North team whose contracts before are as large as these; half of each renews.
    private func builder(_ amounts: [Double]) -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.csm("c0", team: "North")
        for (index, amount) in amounts.enumerated() {
            let account = builder.account("a\(100 + index)")
            builder.assign(account, to: 0, from: "2024-01-01")
            builder.renewal(account, due: "2026-03-10", before: amount, after: amount / 2)
        }
        for metric in RateMetric.allCases where metric.isRevenue {
            builder.target(.company, metric.rawValue, 0.99)
        }
        return builder
    }

    @Test func `Revenue of fifteen equal contracts is enough, of fourteen not`() {
        for (count, isEnough) in [(14, false), (15, true)] {
            let board = cards(builder(Array(repeating: 0.1, count: count)), policy: Policy())
            for card in board.csms + board.teams {
                let net = card.metrics.netRenewalRate
                #expect(abs((net.estimate.effectiveCount ?? 0) - Double(count)) < 1e-9)
                #expect(net.comparison.versusTarget == (isEnough ? .below : .cannotTell))
                #expect(net.comparison.verdictReason == (isEnough ? nil : .tooFewForVerdict))
                #expect(net.estimate.low != nil && net.estimate.reason == nil)
            }
            let company = board.company.metrics.netRenewalRate
            #expect(company.comparison.versusTarget == .below)
            #expect(company.comparison.verdictReason == nil)
        }
    }

    @Test func `One large contract among many leaves little to go by`() throws {
        let board = cards(
            builder([1000] + Array(repeating: 10.0, count: 40)), policy: Policy())
        let metrics = board.csms[0].metrics
        // (1000 + 400)² / (1000² + 40 · 10²)
        let effective = try #require(metrics.grossRenewalRate.estimate.effectiveCount)
        #expect(abs(effective - 1_960_000.0 / 1_004_000) < 1e-12)
        #expect(metrics.grossRenewalRate.comparison.verdictReason == .tooFewForVerdict)
        #expect(metrics.logoRenewalRate.estimate.effectiveCount == nil)
    }

    @Test func `Where there is no value its own reason says why`() {
        let metrics = cards(builder([10, 10, 10]), policy: Policy()).csms[0].metrics
        #expect(metrics.netRenewalRate.estimate.reason == .tooFew)
        #expect(metrics.netRenewalRate.estimate.effectiveCount == 3)
        #expect(metrics.netRenewalRate.comparison.versusTarget == .cannotTell)
        #expect(metrics.netRenewalRate.comparison.verdictReason == nil)
    }

    @Test func `A verdict about NPS takes twenty answers, of the company too`() {
        for (count, isEnough) in [(19, false), (20, true)] {
            var builder = builder([])
            // An account each: answers of one account say less.
            for answer in 0..<count {
                let account = builder.account("n\(100 + answer)")
                builder.assign(account, to: 0, from: "2024-01-01")
                builder.answer(account, .nps, answer == 0 ? 8 : 3, on: "2026-03-01")
            }
            builder.target(.company, "nps", 50)
            let board = cards(builder, policy: Policy())
            for card in [board.company, board.csms[0]] {
                let comparison = card.metrics.nps.comparison
                #expect(comparison.versusTarget == (isEnough ? .below : .cannotTell))
                #expect(comparison.verdictReason == (isEnough ? nil : .tooFewForVerdict))
            }
        }
    }
}
