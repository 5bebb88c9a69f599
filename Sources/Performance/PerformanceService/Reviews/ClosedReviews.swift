import Attribution
import Calendar
import Closing
import Domain
import Intake
import Publishing
import Review
import Web

/// Closed months, read again as they were published.
struct ClosedReviews: Sendable {
    let store: any ClosingStore
    /// What was worked out of closed months already, whatever was imported since.
    let memory: ClosedMemory
    /// All closings in the order in which they were made.
    let closed: [ClosedMonth]
    private let facts: any FactStore & Sendable

    init(
        _ facts: any FactStore & Sendable, _ store: any ClosingStore, _ closed: [ClosedMonth],
        _ memory: ClosedMemory
    ) {
        self.memory = memory
        self.facts = facts
        self.store = store
        self.closed = closed
    }

    /// The edition that an address means; nil where it means today's figures, or nothing is closed.
    func newest(_ name: ReviewName) -> ClosedMonth? {
        name.grain == .month && !name.isToday ? closed.last { $0.month == name.month } : nil
    }

    /// A closed month as it was published.
    ///
    /// - Throws: what the stores throw when they cannot be read, or `IntakeError.policy`.
    func open(_ closed: ClosedMonth, _ demand: Demand, secret: [UInt8]) throws -> OpenReview {
        // The reading is new each time: an old one would keep the ledger from being tidied.
        let reading = try facts.reading(knownAt: closed.closed)
        let published = try store.review(of: closed)
        if let review = memory.review(of: closed) {
            return OpenReview(review, reading, published: published, secret: secret)
        }
        var review = try MonthlyReview(
            WantedReading(reading: reading, demand: demand), policy: policy(of: closed),
            month: closed.month)
        review.publication = Publication(of: closed)
        memory.keep(review, of: closed)
        return OpenReview(review, reading, published: published, secret: secret)
    }

    /// What was restated since a closing.
    ///
    /// - Throws: as `open`.
    func restatements(
        since closed: ClosedMonth, today: Policy, _ demand: Demand
    ) throws -> Restatements {
        let known = memory.course(of: closed)
        let found = try Restatements(
            closed, published: CardFigures(published: store.review(of: closed)),
            policy: policy(of: closed),
            replay: WantedReplay(
                replay: store.replay(since: closed, after: known), demand: demand),
            today: today, after: known)
        memory.keep(found.course, of: closed)
        return found
    }

    private func policy(of closed: ClosedMonth) throws -> Policy {
        try Policy(
            yaml: closed.content.policy, named: "the policy of \(closed.month), \(closed.words)")
    }
}

/// A replay that goes on for as long as somebody waits for what is made of it.
private struct WantedReplay: FactReplay {
    let replay: any FactReplay
    let demand: Demand

    var parts: [ReplayedPart] { replay.parts }
    var lastImport: Int { replay.lastImport }

    func forEachState(_ body: (ReplayedPart?, Portfolio) throws -> Void) throws {
        try replay.forEachState { part, portfolio in
            try demand.check()
            try body(part, portfolio)
        }
    }
}
