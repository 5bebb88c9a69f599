import Foundation
import JWTKit

/// A provider's keys (RFC 7517), as far as they are understood. One key that is not must not lock
/// everybody out.
struct KeySet {
    /// The keys that are understood.
    let keys: JWTKeyCollection
    /// Why the others are not, in words, in the order of the keys.
    let passedOver: [String]

    /// Why a set has no key to offer.
    struct NoKey: Error, CustomStringConvertible {
        let passedOver: [String]

        var description: String {
            passedOver.isEmpty
                ? "there is no key" : "no key is understood: " + passedOver.joined(separator: "; ")
        }
    }

    /// Reads a key set.
    ///
    /// - Throws: `NoKey`, or `DecodingError` if the content is no key set.
    init(_ content: Data) async throws {
        let document = try JSONDecoder().decode(Document.self, from: content)
        let keys = JWTKeyCollection()
        var passedOver: [String] = []
        var count = 0
        for (place, attempt) in document.keys.enumerated() {
            do {
                var key = try attempt.key.get()
                // Tokens without a key identifier are checked with the first key.
                key.keyIdentifier = key.keyIdentifier ?? JWKIdentifier(string: "key \(place + 1)")
                try await keys.add(jwk: key)
                count += 1
            } catch {
                passedOver.append("key \(place + 1): \(error)")
            }
        }
        guard count > 0 else { throw NoKey(passedOver: passedOver) }
        self.keys = keys
        self.passedOver = passedOver
    }

    private struct Document: Decodable { let keys: [Attempt] }

    /// A key, or why it is not understood.
    private struct Attempt: Decodable {
        let key: Result<JWK, any Error>

        init(from decoder: any Decoder) { key = Result { try JWK(from: decoder) } }
    }
}
