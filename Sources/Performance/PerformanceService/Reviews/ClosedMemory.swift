import Closing
import Review
import Synchronization

/// What was worked out of closed months. An import changes nothing of a published review, and only
/// adds to how figures moved since, so both are kept beyond it.
///
/// Anything may be dropped at any time: it is worked out again, to the same bytes.
final class ClosedMemory: Sendable {
    private let kept = Mutex(Kept())
    /// The most published reviews kept: as many as a shelf keeps.
    private static let mostReviews = 4
    /// The most courses kept. When there would be more, all are dropped.
    private static let mostCourses = 24

    private struct Kept {
        /// The newest last.
        var reviews: [(closed: ClosedMonth, review: MonthlyReview)] = []
        var courses: [(closed: ClosedMonth, course: RestatementCourse)] = []
    }

    /// The review of a closing, without its reading; nil if it is not kept.
    func review(of closed: ClosedMonth) -> MonthlyReview? {
        kept.withLock { $0.reviews.first { $0.closed == closed }?.review }
    }

    /// Keeps the review of a closing.
    func keep(_ review: MonthlyReview, of closed: ClosedMonth) {
        kept.withLock { kept in
            kept.reviews.removeAll { $0.closed == closed }
            if kept.reviews.count >= Self.mostReviews { kept.reviews.removeFirst() }
            kept.reviews.append((closed, review))
        }
    }

    /// How figures moved since a closing, as far as it is known; nil if it is not kept.
    func course(of closed: ClosedMonth) -> RestatementCourse? {
        kept.withLock { $0.courses.first { $0.closed == closed }?.course }
    }

    /// Keeps how figures moved since a closing, unless more is known.
    func keep(_ course: RestatementCourse, of closed: ClosedMonth) {
        kept.withLock { kept in
            let known = kept.courses.first { $0.closed == closed }?.course.lastImport ?? 0
            guard course.lastImport >= known else { return }
            kept.courses.removeAll { $0.closed == closed }
            if kept.courses.count >= Self.mostCourses { kept.courses = [] }
            kept.courses.append((closed, course))
        }
    }
}
