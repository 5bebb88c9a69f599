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
            months: try ReviewableMonths(reading).newestFirst,
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
        let last = try closings().filter { $0.month <= month }.max {
            ($0.month, $0.edition) < ($1.month, $1.edition)
        }
        review.restated = try last.map { try closingStore.restatements(since: $0, today: policy) }
        return review
    }
}
