import Calendar
import Domain
import Review
import Web

/// One state of the facts, and the reviews computed from it.
actor Shelf {
    nonisolated let reading: any FactReading
    nonisolated let policy: Policy
    private let secret: [UInt8]
    /// The months that can be reviewed, the newest first.
    nonisolated let months: [Month]
    private var reviews: [Month: Task<OpenReview, any Error>] = [:]
    private var order: [Month] = []

    /// A shelf for one reading of the facts. `secret` is the key of the pseudonyms, so nobody
    /// without it can compute them.
    ///
    /// - Throws: `UnreadableFacts`.
    init(_ reading: any FactReading, policy: Policy, secret: [UInt8]) throws(UnreadableFacts) {
        self.reading = reading
        self.policy = policy
        self.secret = secret
        months = try readingFacts { try Self.months(of: reading) }
    }

    /// The months that the health history covers to their end, newest first.
    private static func months(of reading: any FactReading) throws -> [Month] {
        guard let last = MonthlyReview.latestMonth(reading),
            let health = try reading.extents(through: last).first(where: { $0.feed == .health }),
            let first = health.first?.month, first <= last
        else { return [] }
        return (0...(last - first)).map { last - $0 }
    }

    /// The review of a month. Callers who ask while it is being computed wait for the same result.
    func review(_ month: Month) async throws -> OpenReview {
        order.removeAll { $0 == month }
        order.append(month)
        if reviews[month] == nil {
            if order.count > ReviewLibrary.kept { reviews[order.removeFirst()] = nil }
            let (reading, policy, secret) = (reading, policy, secret)
            reviews[month] = Task {
                try await Work.run(on: .reviews) {
                    let review = try readingFacts {
                        try MonthlyReview(reading, policy: policy, month: month)
                    }
                    return OpenReview(review, reading, secret: secret)
                }
            }
        }
        guard let review = reviews[month] else { throw Problem.notFound("No such month.") }
        do {
            return try await review.value
        } catch {
            reviews[month] = nil
            throw error
        }
    }
}
