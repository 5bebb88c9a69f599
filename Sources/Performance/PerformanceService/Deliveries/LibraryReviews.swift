import Calendar
import Closing
import Concurrency
import Deliveries
import Domain
import Review
import Synchronization

/// The reviews of the service, for deliveries. They are worked out once for deliveries and pages.
///
/// Its methods wait; they must not be called on a thread of Swift's tasks.
struct LibraryReviews: ReviewSource {
    let library: ReviewLibrary
    let store: any ClosingStore

    func facts() throws -> KnownFacts {
        try awaited { library in
            let shelf = try await library.current()
            return KnownFacts(
                months: shelf.months, lastHealthDay: shelf.reading.lastHealthDay,
                portfolio: shelf.reading.portfolio, policy: shelf.policy)
        }
    }

    func closings() throws -> [ClosedMonth] { try store.closings() }

    func review(of month: Month, on today: Day) throws -> MonthlyReview {
        try awaited { library in
            let shelf = try await library.current()
            let name = ReviewName(month: month)
            try shelf.check(name)
            var review = try await shelf.review(name, for: "deliveries", on: today).review
            if case .published = review.publication { return review }
            if let last = shelf.closed.map(\.month).filter({ $0 <= month }).max() {
                review.restated = try await shelf.restatements(of: last, for: "deliveries")
            }
            return review
        }
    }

    private func awaited<Value: Sendable>(
        _ work: @escaping @Sendable (ReviewLibrary) async throws -> Value
    ) throws -> Value {
        let found = Found<Value>()
        try waiting { [library] in
            let value = try await work(library)
            found.value.withLock { $0 = value }
        }
        guard let value = found.value.withLock({ $0 }) else {
            preconditionFailure("the work ended without a result")
        }
        return value
    }
}

/// What work on another thread has found.
private final class Found<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}
