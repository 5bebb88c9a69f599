import Domain
import Scorecards
import TestSupport
import Testing

@Suite struct ActivityMetricsTests {
    private func book() -> FactBook {
        var book = FactBook()
        book.account("a")
        book.csm("c0")
        book.csm("c1")
        book.assign(0, to: 0, from: "2026-01-01", until: "2026-06-01")
        return book
    }

    @Test func `The pipeline is what was created in the window, by its stage on the last day`() {
        var book = book()
        book.opportunity(0, 1, created: "2025-10-31")
        book.opportunity(0, 2, created: "2025-11-01", won: "2026-10-31")
        book.opportunity(0, 4, created: "2026-10-01", won: "2026-11-01")
        book.opportunity(0, 8, created: "2026-10-31", lost: "2026-10-31")
        book.opportunity(0, 16, created: "2026-11-01")
        let metrics = cards(book).company.metrics
        #expect(metrics.expansionPipeline.value == 14)
        #expect(metrics.expansionPipeline.monthValue == 12)
        let counts = metrics.opportunities
        #expect([counts.open, counts.won, counts.lost] == [1, 1, 1])
    }

    @Test func `What was won in the window counts whenever it was created`() {
        var book = book()
        book.opportunity(0, 1, created: "2024-01-01", won: "2025-10-31")
        book.opportunity(0, 2, created: "2024-01-01", won: "2025-11-01")
        book.opportunity(0, 4, created: "2024-01-01", won: "2026-10-31")
        book.opportunity(0, 8, created: "2024-01-01", lost: "2026-10-31")
        let metrics = cards(book).company.metrics
        #expect(metrics.expansionWon.value == 6)
        #expect(metrics.expansionWon.monthValue == 4)
        #expect(metrics.expansionPipeline.value == 0)
    }

    @Test func `An opportunity is its CSM's, else the owner's that day, else nobody's`() {
        var book = book()
        book.opportunity(0, 1, created: "2026-05-31", csm: 1)
        book.opportunity(0, 2, created: "2026-05-31")
        book.opportunity(0, 4, created: "2026-06-01", won: "2026-06-02")
        let board = cards(book)
        #expect(board.csms.map(\.metrics.expansionPipeline.value) == [2, 1])
        #expect(board.unassigned.metrics.expansionPipeline.value == 4)
        #expect(board.unassigned.metrics.expansionWon.value == 4)
        #expect(board.transition.metrics.expansionPipeline.value == 0)
    }

    @Test func `In a currency without a rate an opportunity counts without its amount`() {
        var book = book()
        book.opportunity(0, 1, created: "2026-05-31", currency: "JPY")
        let metrics = cards(book).company.metrics
        #expect(metrics.expansionPipeline.value == 0)
        #expect(metrics.opportunities.open == 1)
    }

    @Test func `Sessions are those of the month by the CSM who held them`() {
        var book = book()
        book.session(0, by: 0, on: "2026-09-30")
        book.session(0, by: 0, on: "2026-10-01")
        book.session(0, by: 1, on: "2026-10-31")
        book.session(0, by: 1, on: "2026-11-01")
        let board = cards(book)
        #expect(board.csms.map(\.metrics.sessionsHeld.value) == [1, 1])
        #expect(board.company.metrics.sessionsHeld.value == 2)
        #expect(board.company.metrics.sessionsHeld.monthValue == nil)
    }

    @Test func `What a CSM without a card did is nobody's`() {
        var book = book()
        book.csm("later", from: "2026-11-01")
        book.session(0, by: 2, on: "2026-10-01")
        book.opportunity(0, 1, created: "2026-10-01", csm: 2)
        let board = cards(book)
        #expect(board.csms.count == 2)
        #expect(board.unassigned.metrics.sessionsHeld.value == 1)
        #expect(board.unassigned.metrics.expansionPipeline.value == 1)
    }
}
