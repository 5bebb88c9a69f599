import Closing
import Domain
import HTTPTypes
import Web

/// The current facts and the reviews computed from them. Each review is computed once for a given
/// state of the facts.
actor ReviewLibrary {
    private let store: any FactStore & Sendable
    private let closings: any ClosingStore
    private let policy: Policy
    private let secret: [UInt8]
    private let measurements: Measurements
    private let memory = ClosedMemory()
    private var shelf: Task<Shelf, any Error>?
    private var state: State?

    /// What the reviews depend on: the import log and the closings only grow.
    private struct State: Equatable {
        let revision: Int
        let closings: Int
    }

    /// A library for a store. `secret` is the key of the pseudonyms, so nobody without it can
    /// compute them.
    init(
        _ store: any FactStore & Sendable, closings: any ClosingStore, policy: Policy,
        secret: [UInt8], measurements: Measurements
    ) {
        self.store = store
        self.closings = closings
        self.policy = policy
        self.secret = secret
        self.measurements = measurements
    }

    /// The current facts and their reviews. The facts are read again only after an import.
    func current() async throws -> Shelf {
        let (store, closings) = (store, closings)
        let newest = try await BlockingWork.run {
            try readingFacts {
                State(revision: try store.revision(), closings: try closings.count())
            }
        }
        if newest != state || shelf == nil {
            let (policy, secret, measurements, before) = (policy, secret, measurements, shelf)
            let memory = memory
            state = newest
            shelf = Task {
                let reading = try await BlockingWork.run {
                    try readingFacts { try store.reading() }
                }
                let closed = try await BlockingWork.run {
                    try readingFacts { try closings.closings() }
                }
                let reviews = ClosedReviews(store, closings, closed, memory)
                let new = Shelf(
                    reading, reviews, policy: policy, secret: secret, measurements: measurements)
                guard case .success(let known)? = await before?.result,
                    known.reading.dataDigest == reading.dataDigest
                else { return new }
                if known.closed == closed { return known }
                // The facts are the same: what a closing does not change is kept.
                await new.take(from: known)
                return new
            }
        }
        guard let shelf else { throw Problem(.serviceUnavailable, "Try again in a moment.") }
        do {
            return try await shelf.value
        } catch {
            state = nil
            throw error
        }
    }
}
