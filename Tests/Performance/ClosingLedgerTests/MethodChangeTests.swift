import Calendar
import Closing
import ClosingLedger
import Domain
import Ledger
import LedgerTestSupport
import Publishing
import Review
import TestSupport
import Testing

/// A closing by a method that the program no longer has.
struct MethodChangeTests {
    private let month: Month = "2026-08"

    @Test func `The method is the first step, by as much as it changes the closing's own facts`()
        throws
    {
        let folder = try LedgerFolder(accounts: 2)
        func setRevenue(_ amount: Double) throws {
            try folder.importFile(.arr) { writer in
                try writer.write(
                    FeedRow(
                        .arr,
                        [
                            "account_id": .text("a0"), "effective_date": .day("2026-01-01"),
                            "arr": .number(amount),
                        ]))
            }
        }
        try setRevenue(1200)
        let store = SQLiteClosingStore(folder.ledger)
        let review = try MonthlyReview(folder.ledger.reading(), policy: Policy(), month: month)
        let document = review.json()
        let closed = try store.closeForTest(
            month, review, document, afterImport: folder.ledger.revision(), methodsVersion: 1,
            at: folder.time)
        try setRevenue(2400)

        // A later version counts only half of the revenue.
        let halving = FigureMethod(version: 9) { portfolio, policy, month in
            var portfolio = portfolio
            for place in portfolio.arr.indices { portfolio.arr[place].arr /= 2 }
            return CardFigures(portfolio, policy: policy, month: month)
        }
        let found = try Restatements(
            closed, published: CardFigures(published: document), policy: Policy(),
            replay: store.replay(since: closed),
            today: Policy(), method: halving)
        #expect(found.methodsVersion == 9 && found.closed.content.methodsVersion == 1)
        let mrr = try #require(CardFigure.all.firstIndex { $0.name == "metrics.mrr.value" })
        let figure = try #require(found.cards.first { $0.subject == .company }).figures[mrr]
        #expect(figure.published == 100 && figure.current == 100)
        #expect(
            figure.steps.map { "\($0.group) \($0.change)" } == ["method -50.0", "restated 50.0"])
        #expect(!figure.isRestated)
    }
}
