public import Calendar
import Formats
import Crypto
import Foundation
import Review
public import Access

/// What a bearer shows: 256 random bits as text. Only its hash is kept.
public struct TokenSecret: Sendable {
    /// The text that is shown once and never kept.
    public let text: String

    /// A new secret.
    public init() {
        text = "plx_" + base64URL((0..<32).map { _ in UInt8.random(in: .min ... .max) })
    }

    /// The secret that somebody shows.
    init(shown text: String) { self.text = text }

    /// SHA-256 of the text.
    public var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// The token that this secret stands for.
    ///
    /// - Parameters:
    ///   - viewer: its name, role, CSM and team; the subject becomes the token's identifier.
    ///   - now: when it is made.
    ///   - seconds: how long it holds.
    /// - Returns: the token, to be kept in place of the secret.
    public func token(for viewer: Viewer, at now: Instant, lasting seconds: Int) -> Token {
        let id =
            "tok-" + hexadecimal(hash.prefix(4))
        return Token(
            id: id, hash: hash,
            viewer: Viewer(
                subject: id, name: viewer.name, role: viewer.role, csm: viewer.csm,
                team: viewer.team),
            created: now, expires: now + seconds)
    }
}

/// Bytes as text that may stand in an address or a cookie (RFC 4648, section 5, without padding).
func base64URL(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    appendBase64(Array(bytes), to: &text)
    let letters = text.filter { $0 != UInt8(ascii: "=") }.map { letter in
        switch letter {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: letter
        }
    }
    return String(decoding: letters, as: UTF8.self)
}

/// The bytes of such a text; nil where it is none.
func bytes(ofBase64URL text: String) -> Data? {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    return Data(
        base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
}
