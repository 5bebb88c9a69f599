import Attribution
package import Calendar
package import Closing
import Domain

extension ClosingStore {
    /// Whether the figures of a review of today's facts are published, previewed or restated.
    ///
    /// - Parameters:
    ///   - review: the review.
    ///   - today: today.
    /// - Returns: its publication.
    /// - Throws: the store's error, or `DecodingError` if what was published cannot be read.
    package func publication(of review: MonthlyReview, on today: Day) throws -> Publication {
        guard review.frame.grain == .month else { return .open }
        guard let closed = try newestEdition(of: review.frame.month) else {
            return Publication(ofOpen: review.frame.month, on: today, policy: review.policy)
        }
        let now = CardFigures(review.scoreboard, csms: review.attributed.portfolio.csms)
        let published = try CardFigures(published: self.review(of: closed))
        return .current(
            edition: closed.edition, closed: closed.closed, isRestated: now != published)
    }
}
