import PerformanceTestSupport
import Scorecards
import TestSupport
import Testing

@Suite struct ActivityMetricsTests {
    private func builder() -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.csm("c0")
        builder.csm("c1")
        builder.assign(0, to: 0, from: "2026-01-01", until: "2026-06-01")
        return builder
    }

    @Test func `The pipeline is what was created in the window, by its stage on the last day`() {
        var builder = builder()
        builder.opportunity(0, 1, created: "2025-10-31")
        builder.opportunity(0, 2, created: "2025-11-01", won: "2026-10-31")
        builder.opportunity(0, 4, created: "2026-10-01", won: "2026-11-01")
        builder.opportunity(0, 8, created: "2026-10-31", lost: "2026-10-31")
        builder.opportunity(0, 16, created: "2026-11-01")
        let metrics = cards(builder).company.metrics
        #expect(metrics.expansionPipeline.value == 14)
        #expect(metrics.expansionPipeline.monthValue == 12)
        let counts = metrics.opportunities
        #expect([counts.open, counts.won, counts.lost] == [1, 1, 1])
    }

    @Test func `What was won in the window counts whenever it was created`() {
        var builder = builder()
        builder.opportunity(0, 1, created: "2024-01-01", won: "2025-10-31")
        builder.opportunity(0, 2, created: "2024-01-01", won: "2025-11-01")
        builder.opportunity(0, 4, created: "2024-01-01", won: "2026-10-31")
        builder.opportunity(0, 8, created: "2024-01-01", lost: "2026-10-31")
        let metrics = cards(builder).company.metrics
        #expect(metrics.expansionWon.value == 6)
        #expect(metrics.expansionWon.monthValue == 4)
        #expect(metrics.expansionPipeline.value == 0)
    }

    @Test func `An opportunity is its CSM's, else the owner's that day, else nobody's`() {
        var builder = builder()
        builder.opportunity(0, 1, created: "2026-05-31", csm: 1)
        builder.opportunity(0, 2, created: "2026-05-31")
        builder.opportunity(0, 4, created: "2026-06-01", won: "2026-06-02")
        let board = cards(builder)
        #expect(board.csms.map(\.metrics.expansionPipeline.value) == [2, 1])
        #expect(board.unassigned.metrics.expansionPipeline.value == 4)
        #expect(board.unassigned.metrics.expansionWon.value == 4)
        #expect(board.transition.metrics.expansionPipeline.value == 0)
    }

    @Test func `In a currency without a rate an opportunity counts without its amount`() {
        var builder = builder()
        builder.opportunity(0, 1, created: "2026-05-31", currency: "JPY")
        let metrics = cards(builder).company.metrics
        #expect(metrics.expansionPipeline.value == 0)
        #expect(metrics.opportunities.open == 1)
    }

    @Test func `Sessions are those of the month by the CSM who held them`() {
        var builder = builder()
        builder.session(0, by: 0, on: "2026-09-30")
        builder.session(0, by: 0, on: "2026-10-01")
        builder.session(0, by: 1, on: "2026-10-31")
        builder.session(0, by: 1, on: "2026-11-01")
        let board = cards(builder)
        #expect(board.csms.map(\.metrics.sessionsHeld.value) == [1, 1])
        #expect(board.company.metrics.sessionsHeld.value == 2)
        #expect(board.company.metrics.sessionsHeld.monthValue == nil)
    }

    @Test func `What a CSM without a card did is nobody's`() {
        var builder = builder()
        builder.csm("later", from: "2026-11-01")
        builder.session(0, by: 2, on: "2026-10-01")
        builder.opportunity(0, 1, created: "2026-10-01", csm: 2)
        let board = cards(builder)
        #expect(board.csms.count == 2)
        #expect(board.unassigned.metrics.sessionsHeld.value == 1)
        #expect(board.unassigned.metrics.expansionPipeline.value == 1)
    }
}
