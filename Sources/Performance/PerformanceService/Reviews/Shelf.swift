import Calendar
import Domain
import Review
import Web

/// One state of the facts, and the reviews computed from it.
actor Shelf {
    nonisolated let reading: any FactReading
    nonisolated let policy: Policy
    private let secret: [UInt8]
    private let measurements: Measurements
    /// The months that can be reviewed.
    nonisolated let reviewableMonths: ReviewableMonths
    /// The same as a list, the newest first.
    nonisolated var months: [Month] { reviewableMonths.newestFirst }
    private var kept: [Month: Kept] = [:]
    private var uses = 0
    private let work = SharedWork<Month, OpenReview>(on: .reviews)
    /// The most reviews kept at once: this month's, last month's, and two older ones that users
    /// look up.
    private static let most = 4

    /// A review that is kept, who asked for it, and when last.
    private struct Kept {
        let review: OpenReview
        var callers: Set<String>
        var lastUse: Int
    }

    /// A shelf for one reading of the facts. `secret` is the key of the pseudonyms, so nobody
    /// without it can compute them.
    ///
    /// - Throws: `UnreadableFacts`.
    init(
        _ reading: any FactReading, policy: Policy, secret: [UInt8], measurements: Measurements
    ) throws(UnreadableFacts) {
        self.reading = reading
        self.policy = policy
        self.secret = secret
        self.measurements = measurements
        reviewableMonths = try readingFacts { try ReviewableMonths(reading) }
    }

    /// The review of a month. Callers who ask while it is being computed wait for the same result. If
    /// all of them hang up, it is not computed.
    ///
    /// - Parameters:
    ///   - month: the month.
    ///   - caller: who asks.
    /// - Returns: the review.
    /// - Throws: `UnreadableFacts`, `Problem` if the caller waits for too many, `CancellationError`.
    func review(_ month: Month, for caller: String) async throws -> OpenReview {
        if let known = note(month, caller) { return known }
        let (reading, policy, secret, measurements) = (reading, policy, secret, measurements)
        let open = try await work.value(of: month, for: caller) { demand in
            do {
                let review = try MonthlyReview(
                    WantedReading(reading: reading, demand: demand), policy: policy, month: month)
                measurements.reviewed()
                return OpenReview(review, reading, secret: secret)
            } catch let error as CancellationError {
                throw error
            } catch {
                throw UnreadableFacts(reason: error)
            }
        }
        if let known = note(month, caller) { return known }
        if kept.count >= Self.most { drop(for: caller) }
        uses += 1
        kept[month] = Kept(review: open, callers: [caller], lastUse: uses)
        return open
    }

    /// A review that is kept, with a note that it was used; nil for one that is not.
    private func note(_ month: Month, _ caller: String) -> OpenReview? {
        uses += 1
        kept[month]?.lastUse = uses
        kept[month]?.callers.insert(caller)
        return kept[month]?.review
    }

    /// Drops the review that went unused for longest: one that nobody but the caller used, if there is
    /// one. So nobody who leafs through old months makes others wait for theirs.
    private func drop(for caller: String) {
        let own = kept.filter { $0.value.callers == [caller] }
        let oldest = (own.isEmpty ? kept : own).min { $0.value.lastUse < $1.value.lastUse }
        if let oldest { kept[oldest.key] = nil }
    }
}
