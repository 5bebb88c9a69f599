import Domain
import PerformanceTestSupport
import Scorecards
import Statistics
import TestSupport
import Testing

@Suite struct SurveyMetricsTests {
    private func builder() -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.account("b")
        builder.csm("c0")
        builder.assign(0, to: 0, from: "2026-01-01")
        return builder
    }

    private func nps(_ builder: PortfolioBuilder) -> Estimate {
        cards(builder).company.metrics.nps.estimate
    }

    // Three accounts: 10, 9 and 9; 8 and 6; 0. With the session of NetPromoterScoreTests:
    // >>> [[1, 1, 1], [0, -1], [-1]]  ->  16.666666666666664, -100, 100
    @Test func `Promoters are nine and ten, detractors up to six, by account`() throws {
        var builder = builder()
        builder.account("c")
        for (account, score) in [(0, 10), (1, 8), (0, 9), (2, 0), (1, 6), (0, 9)] {
            builder.answer(account, .nps, score, on: "2026-03-01")
        }
        let estimate = nps(builder)
        #expect(estimate.numerator == 1 && estimate.denominator == 6)
        #expect(estimate.value == 100.0 / 6)
        #expect(estimate.low == -100 && estimate.high == 100 && estimate.reason == nil)
    }

    @Test func `The interval is by account, whatever the order of the answers`() throws {
        var builder = builder()
        for account in 0..<10 { builder.account("more \(account)") }
        let answers = (0..<12).flatMap { account in
            (0..<3).map { (account, (account * 7 + $0 * 3) % 11) }
        }
        for (account, score) in answers { builder.answer(account, .nps, score, on: "2026-03-01") }
        var mixed = self.builder()
        for account in 0..<10 { mixed.account("more \(account)") }
        for (account, score) in answers.reversed() {
            mixed.answer(account, .nps, score, on: "2026-03-01")
        }
        #expect(nps(builder) == nps(mixed))
        let clusters = (0..<12).map { account in
            NetPromoterScore.Cluster(
                answers: 3,
                balance: answers.filter { $0.0 == account }
                    .reduce(0) { $0 + ($1.1 >= 9 ? 1 : $1.1 <= 6 ? -1 : 0) })
        }
        let expected = try #require(netPromoterScore(clusters)?.interval)
        #expect(nps(builder).low == expected.low && nps(builder).high == expected.high)
    }

    @Test func `Of one respondent of an account the latest answer counts`() {
        var builder = builder()
        builder.answer(0, .nps, 10, on: "2026-03-01", by: "x")
        builder.answer(0, .nps, 0, on: "2026-03-02", by: "x")
        builder.answer(1, .nps, 10, on: "2026-03-01", by: "x")
        #expect(nps(builder).numerator == 0 && nps(builder).denominator == 2)
    }

    @Test func `Of one day the larger identifier counts`() {
        var builder = builder()
        builder.answer(0, .nps, 10, on: "2026-03-01", by: "x", id: "s9")
        builder.answer(0, .nps, 0, on: "2026-03-01", by: "x", id: "s10")
        #expect(nps(builder).numerator == 1 && nps(builder).denominator == 1)
    }

    @Test func `Without a respondent every answer stands`() {
        var builder = builder()
        builder.answer(0, .nps, 10, on: "2026-03-01")
        builder.answer(0, .nps, 10, on: "2026-03-01")
        #expect(nps(builder).denominator == 2)
    }

    @Test func `An answer after the window does not replace one in it`() {
        var builder = builder()
        builder.answer(0, .nps, 10, on: "2026-10-31", by: "x")
        builder.answer(0, .nps, 0, on: "2026-11-01", by: "x")
        builder.answer(0, .nps, 0, on: "2025-10-31", by: "y")
        #expect(nps(builder).numerator == 1 && nps(builder).denominator == 1)
    }

    @Test func `Answers of one account have a value without an interval`() {
        var builder = builder()
        builder.answer(0, .nps, 9, on: "2026-03-01")
        builder.answer(0, .nps, 10, on: "2026-03-01")
        #expect(nps(builder).value == 100 && nps(builder).low == nil)
        #expect(nps(builder).reason == .oneAccount)
        builder.answer(1, .nps, 10, on: "2026-03-01")
        #expect(nps(builder).low != nil && nps(builder).reason == nil)
    }

    @Test func `The share of four and five is csat, deduplicated apart from nps`() {
        var builder = builder()
        builder.answer(0, .nps, 10, on: "2026-03-01", by: "x")
        builder.answer(0, .csat, 5, on: "2026-03-01", by: "x")
        builder.answer(0, .csat, 4, on: "2026-03-01", by: "y")
        builder.answer(0, .csat, 3, on: "2026-03-01", by: "z")
        let metrics = cards(builder).company.metrics
        #expect(metrics.csat.estimate.value == 2.0 / 3)
        #expect(metrics.nps.estimate.denominator == 1)
    }

    @Test func `An answer is credited to the owner of that day`() {
        var builder = builder()
        builder.answer(0, .nps, 10, on: "2025-12-31")
        builder.answer(0, .nps, 10, on: "2026-01-01")
        builder.answer(1, .nps, 0, on: "2026-01-01")
        let board = cards(builder)
        #expect(board.csms[0].metrics.nps.estimate.denominator == 1)
        #expect(board.unassigned.metrics.nps.estimate.denominator == 2)
        #expect(board.transition.metrics.nps.estimate.denominator == 0)
    }

    @Test func `Nine answers are too few`() {
        var builder = builder()
        for _ in 0..<9 { builder.answer(0, .nps, 10, on: "2026-03-01") }
        let estimate = cards(builder, policy: Policy()).company.metrics.nps.estimate
        #expect(estimate.value == nil && estimate.reason == .tooFew && estimate.numerator == 9)
    }
}
