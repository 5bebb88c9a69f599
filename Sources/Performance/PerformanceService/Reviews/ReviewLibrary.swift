import Domain
import HTTPTypes
import Web

/// The current facts and the reviews computed from them. Each review is computed once for a given
/// state of the facts.
actor ReviewLibrary {
    private let store: any FactStore & Sendable
    private let policy: Policy
    private let secret: [UInt8]
    private let measurements: Measurements
    private var shelf: Task<Shelf, any Error>?
    private var revision: Int?

    /// A library for a store. `secret` is the key of the pseudonyms, so nobody without it can
    /// compute them.
    init(
        _ store: any FactStore & Sendable, policy: Policy, secret: [UInt8],
        measurements: Measurements
    ) {
        self.store = store
        self.policy = policy
        self.secret = secret
        self.measurements = measurements
    }

    /// The current facts and their reviews. The facts are read again only after an import.
    func current() async throws -> Shelf {
        let store = store
        let newest = try await BlockingWork.run { try readingFacts { try store.revision() } }
        if newest != revision || shelf == nil {
            let (policy, secret, measurements, before) = (policy, secret, measurements, shelf)
            revision = newest
            shelf = Task {
                let reading = try await BlockingWork.run {
                    try readingFacts { try store.reading() }
                }
                if case .success(let known)? = await before?.result,
                    known.reading.dataDigest == reading.dataDigest
                {
                    return known
                }
                return try Shelf(
                    reading, policy: policy, secret: secret, measurements: measurements)
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
