import Calendar
import Domain
import HTTPTypes
import OverrideAudit
import Review

/// The reviews that have been asked for, each worked out once for a state of the facts.
actor ReviewLibrary {
    private let store: any FactStore & Sendable
    private let policy: Policy
    private let secret: [UInt8]
    private var shelf: Task<Shelf, any Error>?
    private var revision: Int?
    /// Reviews kept at once: that of the month, the one before, and two that somebody looks up.
    static let kept = 4

    /// The reviews of a store; `secret` keeps pseudonyms from being worked out.
    init(_ store: any FactStore & Sendable, policy: Policy, secret: [UInt8]) {
        self.store = store
        self.policy = policy
        self.secret = secret
    }

    /// The facts as they stand now; read anew only where something was imported.
    func current() async throws -> Shelf {
        let store = store
        let newest = try await Work.run { try store.revision() }
        if newest != revision || shelf == nil {
            let (policy, secret, before) = (policy, secret, shelf)
            revision = newest
            shelf = Task {
                let reading = try await Work.run { try store.reading() }
                if let known = try? await before?.value,
                    known.reading.dataDigest == reading.dataDigest
                {
                    return known
                }
                return Shelf(reading, policy: policy, secret: secret)
            }
        }
        guard let shelf else { throw Problem(.serviceUnavailable, "Try again in a moment.") }
        do {
            return try await shelf.value
        } catch {
            revision = nil
            throw error
        }
    }
}

/// One state of the facts and what was worked out from it.
actor Shelf {
    nonisolated let reading: any FactReading
    nonisolated let policy: Policy
    private let secret: [UInt8]
    /// The months that can be reviewed, the newest first.
    nonisolated let months: [Month]
    private var reviews: [Month: Task<OpenReview, any Error>] = [:]
    private var order: [Month] = []

    init(_ reading: any FactReading, policy: Policy, secret: [UInt8]) {
        self.reading = reading
        self.policy = policy
        self.secret = secret
        let last = MonthlyReview.latestMonth(reading)
        let first = last.flatMap { last in
            try? reading.extents(through: last).first { $0.feed == .health }?.first?.month
        }
        months =
            if let last, let first, first <= last {
                (0...(last - first)).map { last - $0 }
            } else {
                []
            }
    }

    /// The review of a month; whoever asks meanwhile waits for the same one.
    func review(_ month: Month) async throws -> OpenReview {
        order.removeAll { $0 == month }
        order.append(month)
        if reviews[month] == nil {
            if order.count > ReviewLibrary.kept { reviews[order.removeFirst()] = nil }
            let (reading, policy, secret) = (reading, policy, secret)
            reviews[month] = Task {
                try await Work.run(on: .reviews) {
                    OpenReview(
                        try MonthlyReview(reading, policy: policy, month: month), reading,
                        secret: secret)
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
