package import Access
import Crypto

/// A signed-in browser: what its cookie says. The cookie names a token, which is looked up with every
/// request, so that ending the token ends the session.
package struct Session: Sendable, Equatable {
    /// Tells it from the other sessions of the token.
    package let id: String
    /// The token's identifier.
    package let token: String
    /// From when on the cookie is worth nothing.
    package let expires: Instant

    /// A new session of a token.
    package init(token: String, expires: Instant) {
        self.init(
            id: base64URL((0..<16).map { _ in UInt8.random(in: .min ... .max) }), token: token,
            expires: expires)
    }

    private init(id: String, token: String, expires: Instant) {
        self.id = id
        self.token = token
        self.expires = expires
    }

    /// What is signed.
    private var content: String { "\(token).\(expires.seconds).\(id)" }

    /// The cookie's name.
    static let cookieName = "parallax_session"

    /// Signs cookies and the fields that protect forms.
    package struct Signer: Sendable {
        private let key: SymmetricKey

        /// Signs with the installation's key.
        package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

        /// The cookie's value.
        package func cookie(_ session: Session) -> String {
            "\(session.content).\(signature("session \(session.content)"))"
        }

        /// The session of a cookie's value; nil where it was not signed here or is over.
        package func session(_ cookie: String, at now: Instant) -> Session? {
            let parts = cookie.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 4, let seconds = Int(parts[1]) else { return nil }
            let session = Session(
                id: String(parts[2]), token: String(parts[0]), expires: Instant(seconds: seconds))
            return isSignature(String(parts[3]), of: "session \(session.content)")
                && now < session.expires ? session : nil
        }

        /// The hidden field of forms that a signed-in browser was given.
        package func formField(_ session: Session) -> String {
            signature("form \(session.content)")
        }

        /// Whether a form was given to that browser.
        package func isFormField(_ field: String, of session: Session) -> Bool {
            isSignature(field, of: "form \(session.content)")
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
