import Crypto
import Formats

/// The secret of a bearer token: a prefix and 256 random bits as text. Only its hash is stored.
///
/// ```swift
/// let secret = TokenSecret(prefix: "plx_")
/// print(secret.text)  // shown once
/// let isKnown = kept == TokenSecret(shown: text).hash
/// ```
public struct TokenSecret: Sendable {
    /// The secret as text. It is shown once and never stored.
    public let text: String

    /// A new secret. The prefix tells people and secret scanners which service it belongs to.
    public init(prefix: String) {
        text = prefix + base64URL((0..<32).map { _ in UInt8.random(in: .min ... .max) })
    }

    /// A secret that a caller presents.
    public init(shown text: String) { self.text = text }

    /// SHA-256 of the text.
    public var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}
