package import Calendar
import Formats
import Foundation

/// A sign-in with a provider that a browser has begun, as its cookie stores it.
///
/// The cookie binds the sign-in to the browser. State, nonce and code verifier are derived from it
/// with the key of the installation, so nothing about it has to be kept here.
package struct SignInAttempt: Sendable, Equatable {
    /// The unique identifier of the attempt.
    package let id: String
    /// The path to return to; nil for the start page.
    package let next: String?
    /// Until when it can be finished.
    package let expires: Instant
    /// What the provider has to give back (RFC 6749, 10.12).
    package let state: String
    /// What the ID token has to name (OpenID Connect Core 1.0, 15.5.2).
    let nonce: String
    /// What proves that the code is exchanged by whoever began the sign-in (RFC 7636).
    let verifier: String
    /// The signed text: identifier, expiry and path.
    let content: String

    /// A longer path to return to would not fit into a cookie.
    private static let longestNext = 1500

    /// The signed text of a new attempt.
    static func newContent(next: String?, expires: Instant) -> String {
        let id = base64URL((0..<16).map { _ in UInt8.random(in: .min ... .max) })
        let path = next.flatMap { $0.utf8.count > longestNext ? nil : $0 } ?? ""
        return "\(id).\(expires.seconds).\(base64URL(path.utf8))"
    }

    /// Reads the signed text of a cookie; nil if this version does not know its format.
    ///
    /// - Parameters:
    ///   - content: the text.
    ///   - derived: gives a secret of the installation for a purpose and the text.
    init?(content: String, derived: (_ purpose: String) -> String) {
        let parts = content.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let end = Int(parts[1]),
            let path = bytes(ofBase64URL: String(parts[2]))
        else { return nil }
        id = String(parts[0])
        expires = Instant(seconds: end)
        next = path.isEmpty ? nil : String(decoding: path, as: UTF8.self)
        (state, nonce, verifier) = (derived("state"), derived("nonce"), derived("verifier"))
        self.content = content
    }
}

extension SessionSigner {
    /// A new attempt to sign in.
    ///
    /// - Parameters:
    ///   - next: the path to return to; nil for the start page.
    ///   - expires: until when it can be finished.
    /// - Returns: the attempt and the value of its cookie.
    package func newAttempt(
        next: String?, expires: Instant
    ) -> (attempt: SignInAttempt, cookie: String)? {
        let content = SignInAttempt.newContent(next: next, expires: expires)
        return attempt(content).map { ($0, "\(content).\(signature("sign-in \(content)"))") }
    }

    /// The attempt in a cookie; nil if the signature is wrong or the attempt is too old.
    package func attempt(_ cookie: String, at now: Instant) -> SignInAttempt? {
        guard let dot = cookie.lastIndex(of: ".") else { return nil }
        let content = String(cookie[..<dot])
        guard
            isSignature(String(cookie[cookie.index(after: dot)...]), of: "sign-in \(content)"),
            let attempt = attempt(content), now < attempt.expires
        else { return nil }
        return attempt
    }

    /// Whether the state that a browser brings back belongs to an attempt.
    package func isState(_ state: String, of attempt: SignInAttempt) -> Bool {
        isSignature(state, of: "state \(attempt.content)")
    }

    private func attempt(_ content: String) -> SignInAttempt? {
        SignInAttempt(content: content) { signature("\($0) \(content)") }
    }
}
