import Crypto
import Formats

/// What the bearer of a token shows: a prefix and 256 random bits as text. Only its hash is kept.
///
/// ```swift
/// let secret = TokenSecret(prefix: "plx_")
/// print(secret.text)  // shown once
/// let isKnown = kept == TokenSecret(shown: text).hash
/// ```
public struct TokenSecret: Sendable {
    /// The text that is shown once and never kept.
    public let text: String

    /// A new secret; the prefix tells people and scanners whose it is.
    public init(prefix: String) {
        text = prefix + base64URL((0..<32).map { _ in UInt8.random(in: .min ... .max) })
    }

    /// The secret that somebody shows.
    public init(shown text: String) { self.text = text }

    /// SHA-256 of the text.
    public var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}
