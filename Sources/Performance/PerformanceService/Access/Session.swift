package import Calendar
import Formats
package import Access
import Crypto
import Domain
import Foundation

/// A signed-in browser: what its cookie says.
package struct Session: Sendable, Equatable {
    /// Who signed in.
    package enum Bearer: Sendable, Equatable {
        /// Who bears a token, by its identifier: it is looked up with every request, so that ending
        /// the token ends the session.
        case token(String)
        /// Whom a provider named.
        case named(Viewer)
    }

    /// Tells it from all others.
    package let id: String
    /// Who signed in.
    package let bearer: Bearer
    /// From when on the cookie is worth nothing.
    package let expires: Instant

    /// A new session.
    package init(_ bearer: Bearer, expires: Instant) {
        self.init(
            id: base64URL((0..<16).map { _ in UInt8.random(in: .min ... .max) }), bearer: bearer,
            expires: expires)
    }

    private init(id: String, bearer: Bearer, expires: Instant) {
        self.id = id
        self.bearer = bearer
        self.expires = expires
    }

    /// What is signed.
    private var content: String { "\(bearer.text).\(expires.seconds).\(id)" }

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
            guard parts.count == 4, let bearer = Bearer(String(parts[0])),
                let seconds = Int(parts[1])
            else { return nil }
            let session = Session(
                id: String(parts[2]), bearer: bearer, expires: Instant(seconds: seconds))
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

extension Session.Bearer {
    /// How a cookie begins where a provider named its owner; identifiers of tokens begin otherwise.
    private static let prefix = "as-"

    /// The bearer as a part of a cookie.
    fileprivate var text: String {
        switch self {
        case .token(let id): return id
        case .named(let viewer):
            let parts = [
                viewer.subject, viewer.name, viewer.role.rawValue, viewer.csm?.text, viewer.team,
            ]
            return Self.prefix + base64URL((try? JSONEncoder().encode(parts)) ?? Data())
        }
    }

    /// The bearer of a part of a cookie.
    fileprivate init?(_ text: String) {
        guard text.hasPrefix(Self.prefix) else {
            self = .token(text)
            return
        }
        guard let content = bytes(ofBase64URL: String(text.dropFirst(Self.prefix.count))),
            let parts = try? JSONDecoder().decode([String?].self, from: content),
            parts.count == 5, let subject = parts[0], let name = parts[1],
            let role = parts[2].flatMap({ Role(rawValue: $0) })
        else { return nil }
        self = .named(
            Viewer(
                subject: subject, name: name, role: role, csm: parts[3].map { CSMID($0) },
                team: parts[4]))
    }
}
