import Calendar
import Domain
import PerformanceTestSupport
import Scorecards
import TestSupport
import Testing

@Suite struct ComparisonTests {
    /// One CSM of the North team with 52 settled events.
    private func builder(renewed: Int) -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.csm("c0", team: "North")
        for index in 0..<52 {
            let account = builder.account("a\(100 + index)")
            builder.assign(account, to: 0, from: "2024-01-01")
            builder.renewal(account, due: "2026-03-10", after: index < renewed ? 100 : 0)
        }
        return builder
    }

    private func logo(_ builder: PortfolioBuilder) -> Comparison {
        cards(builder).csms[0].metrics.logoRenewalRate.comparison
    }

    /// Sum of the binomial probabilities no likelier than the observed, n = 52, p = 0.9, in Python:
    /// 42: 0.0357, 43: 0.0995, 51: 0.0598, 52: 0.0087.
    @Test(arguments: [
        (42, TargetVerdict.below), (43, .cannotTell), (51, .cannotTell), (52, .above),
    ])
    func `The exact binomial test decides on logo rates`(renewed: Int, verdict: TargetVerdict) {
        var builder = builder(renewed: renewed)
        builder.target(.company, "logo_renewal_rate", 0.9)
        #expect(logo(builder).versusTarget == verdict)
        #expect(logo(builder).target == 0.9)
        #expect(logo(builder).attainment == Double(renewed) / 52 / 0.9)
    }

    @Test func `A closer scope's target goes before a wider one's, and pools have none`() {
        var builder = builder(renewed: 42)
        builder.target(.company, "logo_renewal_rate", 0.7)
        #expect(logo(builder).target == 0.7)
        builder.target(.team, of: "North", "logo_renewal_rate", 0.8)
        #expect(logo(builder).target == 0.8)
        builder.target(.csm, of: "c0", "logo_renewal_rate", 0.9)
        builder.target(.csm, of: "c1", "logo_renewal_rate", 0.1)
        #expect(logo(builder).target == 0.9)
        let board = cards(builder)
        #expect(board.teams[0].metrics.logoRenewalRate.comparison.target == 0.8)
        #expect(board.company.metrics.logoRenewalRate.comparison.target == 0.7)
        #expect(board.transition.metrics.logoRenewalRate.comparison.target == nil)
    }

    @Test func `Of several targets that cover the last day the latest holds`() {
        var builder = builder(renewed: 42)
        let metric = "logo_renewal_rate"
        builder.target(.company, metric, 0.7, from: "2026-01-01", to: "2026-10-31")
        builder.target(.company, metric, 0.6, from: "2025-01-01")
        builder.target(.company, metric, 0.8, from: "2026-06-01", to: "2026-10-30")
        builder.target(.company, metric, 0.9, from: "2026-11-01")
        #expect(logo(builder).target == 0.7)
    }

    @Test func `A target outside the interval decides on ratios and on nps`() {
        var builder = builder(renewed: 42)
        builder.target(.company, "net_renewal_rate", 0.95)
        builder.target(.company, "gross_renewal_rate", 0.85)
        for account in 0..<30 { builder.answer(account, .nps, 9, on: "2026-03-01") }
        builder.answer(0, .nps, 0, on: "2026-03-01")
        builder.target(.company, "nps", 50)
        let metrics = cards(builder).csms[0].metrics
        #expect(metrics.netRenewalRate.comparison.versusTarget == .below)
        #expect(metrics.grossRenewalRate.comparison.versusTarget == .cannotTell)
        #expect(metrics.nps.comparison.versusTarget == .above)
        #expect(metrics.nps.comparison.attainment == nil)
    }

    @Test func `Without a value or an interval nothing can be told`() {
        var builder = PortfolioBuilder()
        builder.csm("c0")
        builder.assign(builder.account("a"), to: 0, from: "2024-01-01")
        builder.answer(0, .nps, 9, on: "2026-03-01")
        builder.target(.company, "nps", 50)
        builder.target(.company, "csat", 0.9)
        let metrics = cards(builder).csms[0].metrics
        #expect(metrics.nps.estimate.value == 100)
        #expect(metrics.nps.comparison.versusTarget == .cannotTell)
        #expect(metrics.csat.comparison.versusTarget == .cannotTell)
        #expect(metrics.csat.comparison.attainment == nil)
    }

    @Test func `Amounts and counts are met or not, in their own scope only`() {
        var builder = builder(renewed: 52)
        builder.session(0, by: 0, on: "2026-10-01")
        builder.target(.company, "sessions_held", 2)
        #expect(cards(builder).csms[0].metrics.sessionsHeld.comparison.versusTarget == nil)
        #expect(cards(builder).company.metrics.sessionsHeld.comparison.versusTarget == .notMet)
        #expect(cards(builder).company.metrics.sessionsHeld.comparison.attainment == 0.5)
        builder.target(.csm, of: "c0", "sessions_held", 1)
        builder.target(.csm, of: "c0", "expansion_won", 0)
        let metrics = cards(builder).csms[0].metrics
        #expect(metrics.sessionsHeld.comparison.versusTarget == .met)
        #expect(metrics.expansionWon.comparison.versusTarget == .met)
        #expect(metrics.expansionWon.comparison.attainment == nil)
    }

    @Test func `Benchmarks known by the last day stand by segment, then statistic`() {
        var builder = PortfolioBuilder()
        func add(_ segment: String?, _ statistic: String, _ asOf: Day?) {
            builder.facts.benchmarks.append(
                Benchmark(
                    metric: "nps", segment: segment, statistic: statistic, value: 1, asOf: asOf))
        }
        add("SMB", "median", nil)
        add("Enterprise", "peers", "2026-10-31")
        add(nil, "median", nil)
        add("Enterprise", "leader", "2026-11-01")
        add("Enterprise", "median", nil)
        add(nil, "leader", nil)
        let benchmarks = cards(builder).company.metrics.nps.comparison.benchmarks
        #expect(
            benchmarks.map { "\($0.segment ?? "-") \($0.statistic)" }
                == [
                    "- leader", "- median", "Enterprise median", "Enterprise peers", "SMB median",
                ])
        #expect(cards(builder).company.metrics.csat.comparison.benchmarks.isEmpty)
    }
}
