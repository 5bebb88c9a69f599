import Calendar
import Closing
import ClosingLedger
import Deliveries
import Domain
import Intake
import Ledger
import Review
import Terminal

/// The reviews of a ledger, for deliveries.
struct LedgerReviews: ReviewSource {
    let store: SQLiteLedger
    let closingStore: any ClosingStore
    let policy: Policy

    func facts() throws -> KnownFacts {
        let reading = try store.reading()
        return KnownFacts(
            months: ReviewableMonths(reading).newestFirst,
            lastHealthDay: reading.lastHealthDay, portfolio: reading.portfolio, policy: policy)
    }

    func closings() throws -> [ClosedMonth] { try closingStore.closings() }

    func review(of month: Month, on today: Day) throws -> MonthlyReview {
        if let closed = try closingStore.newestEdition(of: month) {
            var review = try MonthlyReview(
                store.facts(knownAt: closed.closed), policy: closed.constants, month: month)
            review.publication = Publication(of: closed)
            return review
        }
        let reading = try store.reading()
        try ReviewableMonths(reading).check(month)
        var review = try MonthlyReview(reading, policy: policy, month: month)
        review.publication = try closingStore.publication(of: review, on: today)
        review.restated = try closingStore.restatements(upTo: month, today: policy)
        return review
    }
}
