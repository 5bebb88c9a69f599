import Domain
import HTTPTypes
import Web

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
        let newest = try await Work.run { try readingFacts { try store.revision() } }
        if newest != revision || shelf == nil {
            let (policy, secret, before) = (policy, secret, shelf)
            revision = newest
            shelf = Task {
                let reading = try await Work.run { try readingFacts { try store.reading() } }
                if case .success(let known)? = await before?.result,
                    known.reading.dataDigest == reading.dataDigest
                {
                    return known
                }
                return try Shelf(reading, policy: policy, secret: secret)
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
