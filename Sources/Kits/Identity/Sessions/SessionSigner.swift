package import Calendar
import Crypto
import Formats
import Foundation

/// Signs session cookies and the hidden form fields that prevent cross-site requests
/// (HMAC-SHA-256).
///
/// ```swift
/// let signer = SessionSigner(key: key, cookieName: "parallax_session")
/// let cookie = signer.cookie(try BrowserSession(.token("tok-1"), expires: now + 3600))
/// let session = signer.session(cookie, at: now)
/// ```
package struct SessionSigner: Sendable {
    private let key: SymmetricKey
    /// The name of the cookie.
    package let cookieName: String

    /// A signer with the key of this installation.
    package init(key: [UInt8], cookieName: String) {
        self.key = SymmetricKey(data: key)
        self.cookieName = cookieName
    }

    /// The value of the session's cookie.
    package func cookie(_ session: BrowserSession) -> String {
        "\(session.content).\(signature("session \(session.content)"))"
    }

    /// The session in a cookie; nil if the signature is wrong or the session has expired.
    package func session(_ cookie: String, at now: Instant) -> BrowserSession? {
        guard let dot = cookie.lastIndex(of: ".") else { return nil }
        let content = String(cookie[..<dot])
        guard
            isSignature(String(cookie[cookie.index(after: dot)...]), of: "session \(content)"),
            let session = BrowserSession(content: content), now < session.expires
        else { return nil }
        return session
    }

    /// The value of the hidden field in the forms of this session.
    package func formField(_ session: BrowserSession) -> String {
        signature("form \(session.content)")
    }

    /// Whether a form field belongs to this session.
    package func isFormField(_ field: String, of session: BrowserSession) -> Bool {
        isSignature(field, of: "form \(session.content)")
    }

    /// The signature of a text. The text begins with a word that says what it is for.
    func signature(_ text: String) -> String {
        base64URL(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    /// Compares in constant time, so the time taken does not show how much of a signature is right.
    func isSignature(_ shown: String, of text: String) -> Bool {
        guard let code = bytes(ofBase64URL: shown) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            code, authenticating: Array(text.utf8), using: key)
    }
}
