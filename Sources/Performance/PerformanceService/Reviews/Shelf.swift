import Attribution
import Calendar
import Closing
import Domain
import Review
import Web

/// One state of the facts, and the reviews computed from it.
actor Shelf {
    nonisolated let reading: any FactReading
    nonisolated let policy: Policy
    private let secret: [UInt8]
    private let closedReviews: ClosedReviews
    /// All closings in the order in which they were made.
    nonisolated var closed: [ClosedMonth] { closedReviews.closed }
    private let measurements: Measurements
    /// The months that can be reviewed.
    nonisolated let reviewableMonths: ReviewableMonths
    /// The same as a list, the newest first.
    nonisolated var months: [Month] { reviewableMonths.newestFirst }
    private var kept: [ReviewName: Kept] = [:]
    private var uses = 0
    private let work = SharedWork<ReviewName, OpenReview>(on: .reviews)
    private let restating = SharedWork<Month, Restatements>(on: .reviews)
    private var restated: [Month: Restatements] = [:]
    /// The most reviews kept at once: this month's, last month's, and two older ones that users
    /// look up.
    private static let most = 4

    /// A review that is kept, who asked for it, and when last.
    private struct Kept {
        var review: OpenReview
        var callers: Set<String>
        var lastUse: Int
    }

    /// A shelf for one reading of the facts. `secret` is the key of the pseudonyms, so nobody
    /// without it can compute them.
    init(
        _ reading: any FactReading, _ closedReviews: ClosedReviews, policy: Policy,
        secret: [UInt8], measurements: Measurements
    ) {
        self.reading = reading
        self.closedReviews = closedReviews
        self.policy = policy
        self.secret = secret
        self.measurements = measurements
        reviewableMonths = ReviewableMonths(reading)
    }

    /// Refuses a review that cannot be made.
    ///
    /// - Throws: `ReviewError`.
    nonisolated func check(_ name: ReviewName) throws(ReviewError) {
        if closedReviews.newest(name) == nil { try reviewableMonths.check(name.month) }
    }

    /// A review. Callers who ask while it is being computed wait for the same result. If all of them
    /// hang up, it is not computed.
    ///
    /// - Parameters:
    ///   - name: which one.
    ///   - caller: who asks.
    ///   - today: today, on which it depends whether a month is a preview.
    /// - Returns: the review.
    /// - Throws: `UnreadableFacts`, `Problem` if the caller waits for too many, `CancellationError`.
    func review(_ name: ReviewName, for caller: String, on today: Day) async throws -> OpenReview {
        if let known = note(name, caller, today) { return known }
        let (reading, policy, secret) = (reading, policy, secret)
        let (measurements, closedReviews) = (measurements, closedReviews)
        let open = try await work.value(of: name, for: caller) { demand in
            do {
                if let closed = closedReviews.newest(name) {
                    let open = try closedReviews.open(closed, demand, secret: secret)
                    measurements.reviewed()
                    return open
                }
                var review = try MonthlyReview(
                    WantedReading(reading: reading, demand: demand), policy: policy,
                    month: name.month, grain: name.grain)
                review.publication = try closedReviews.store.publication(of: review, on: today)
                measurements.reviewed()
                return OpenReview(review, reading, secret: secret)
            } catch let error as CancellationError {
                throw error
            } catch {
                throw UnreadableFacts(reason: error)
            }
        }
        if let known = note(name, caller, today) { return known }
        if kept.count >= Self.most { drop(for: caller) }
        uses += 1
        kept[name] = Kept(review: open, callers: [caller], lastUse: uses)
        return open
    }

    /// What was restated since the newest closing of a month.
    ///
    /// - Throws: as of `review`, or `Problem` if the month is not closed.
    func restatements(of month: Month, for caller: String) async throws -> Restatements {
        if let known = restated[month] { return known }
        let (closedReviews, policy) = (closedReviews, policy)
        guard let closed = closedReviews.newest(ReviewName(month: month)) else {
            throw Problem.notFound("\(ClosingError.notClosed(month))")
        }
        let found = try await restating.value(of: month, for: caller) { demand in
            do {
                return try closedReviews.restatements(since: closed, today: policy, demand)
            } catch let error as CancellationError {
                throw error
            } catch {
                throw UnreadableFacts(reason: error)
            }
        }
        restated[month] = found
        return found
    }

    /// Takes over the reviews of another shelf of the same facts, except those of months that were
    /// closed since. Their pages are made anew, because the closing may be mentioned on them.
    func take(from other: Shelf) async {
        for (name, kept) in await other.kept {
            let isClosedSince =
                closedReviews.closed.last { $0.month == name.month }
                != other.closed.last { $0.month == name.month }
            if isClosedSince { continue }
            self.kept[name] = Kept(
                review: kept.review.withoutReplies(secret: secret), callers: kept.callers,
                lastUse: kept.lastUse)
            uses = max(uses, kept.lastUse)
        }
    }

    /// A review that is kept, with a note that it was used; nil for one that is not.
    private func note(_ name: ReviewName, _ caller: String, _ today: Day) -> OpenReview? {
        uses += 1
        guard var known = kept[name] else { return nil }
        known.lastUse = uses
        known.callers.insert(caller)
        let review = known.review.review
        switch review.publication {
        case .open, .preview:
            guard name.grain == .month else { break }
            let now = Publication(ofOpen: name.month, on: today, policy: policy)
            if now != review.publication { known.review = known.review.with(now, secret: secret) }
        case .published, .current: break
        }
        kept[name] = known
        return known.review
    }

    /// Drops the review that went unused for longest: one that nobody but the caller used, if there is
    /// one. So nobody who leafs through old months makes others wait for theirs.
    private func drop(for caller: String) {
        let own = kept.filter { $0.value.callers == [caller] }
        let oldest = (own.isEmpty ? kept : own).min { $0.value.lastUse < $1.value.lastUse }
        if let oldest { kept[oldest.key] = nil }
    }
}
