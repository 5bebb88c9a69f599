package import Access
import Crypto

/// A signed-in browser: what its cookie says. The cookie names a token, which is looked up with every
/// request, so that ending the token ends the session.
package struct Session: Sendable, Equatable {
    /// The token's identifier.
    package let token: String
    /// From when on the cookie is worth nothing.
    package let expires: Instant

    /// A session of a token.
    package init(token: String, expires: Instant) {
        self.token = token
        self.expires = expires
    }

    /// The cookie's name.
    static let cookieName = "parallax_session"

    /// Signs cookies and the fields that protect forms.
    package struct Signer: Sendable {
        private let key: SymmetricKey

        /// Signs with the installation's key.
        package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

        /// The cookie's value.
        package func cookie(_ session: Session) -> String {
            let content = "\(session.token).\(session.expires.seconds)"
            return "\(content).\(signature("session \(content)"))"
        }

        /// The session of a cookie's value; nil where it was not signed here or is over.
        package func session(_ cookie: String, at now: Instant) -> Session? {
            let parts = cookie.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 3, let seconds = Int(parts[1]),
                isSignature(String(parts[2]), of: "session \(parts[0]).\(parts[1])")
            else { return nil }
            let session = Session(token: String(parts[0]), expires: Instant(seconds: seconds))
            return now < session.expires ? session : nil
        }

        /// The hidden field of forms that a signed-in browser was given.
        package func formField(_ session: Session) -> String {
            signature("form \(session.token).\(session.expires.seconds)")
        }

        /// Whether a form was given to that browser.
        package func isFormField(_ field: String, of session: Session) -> Bool {
            isSignature(field, of: "form \(session.token).\(session.expires.seconds)")
        }

        private func signature(_ text: String) -> String {
            base64URL(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
        }

        /// Compares without telling by the time it takes how much is right.
        private func isSignature(_ shown: String, of text: String) -> Bool {
            let (left, right) = (Array(shown.utf8), Array(signature(text).utf8))
            return left.count == right.count
                && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }
}
