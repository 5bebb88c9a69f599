package import Calendar
import Formats
import Foundation

/// A signed-in browser: what its cookie says.
package struct BrowserSession: Sendable, Equatable {
    /// Who signed in.
    package enum Bearer: Sendable, Equatable {
        /// Who bears a token, by its identifier: it is looked up with every request, so that ending
        /// the token ends the session.
        case token(String)
        /// Whom a provider named, in the service's own words: nobody is asked for them again.
        case named([String?])
    }

    /// Tells it from all others.
    package let id: String
    /// Who signed in.
    package let bearer: Bearer
    /// From when on the cookie is worth nothing.
    package let expires: Instant
    /// What is signed: bearer, end and identifier.
    let content: String

    /// A new session.
    ///
    /// - Throws: when words of the bearer cannot be written as JSON.
    package init(_ bearer: Bearer, expires: Instant) throws {
        let id = base64URL((0..<16).map { _ in UInt8.random(in: .min ... .max) })
        self.init(
            id: id, bearer: bearer, expires: expires,
            content: "\(try bearer.text).\(expires.seconds).\(id)")
    }

    private init(id: String, bearer: Bearer, expires: Instant, content: String) {
        self.id = id
        self.bearer = bearer
        self.expires = expires
        self.content = content
    }

    /// The session of what was signed; nil where this version does not know such content.
    init?(content: String) {
        let parts = content.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bearer = Bearer(String(parts[0])), let end = Int(parts[1])
        else { return nil }
        self.init(
            id: String(parts[2]), bearer: bearer, expires: Instant(seconds: end), content: content)
    }
}

extension BrowserSession.Bearer {
    /// How a cookie begins where a provider named its owner; identifiers of tokens begin otherwise.
    private static let prefix = "as-"

    /// The bearer as a part of a cookie.
    fileprivate var text: String {
        get throws {
            switch self {
            case .token(let id): id
            case .named(let words): Self.prefix + base64URL(try JSONEncoder().encode(words))
            }
        }
    }

    /// The bearer of a part of a cookie; nil where another version wrote it.
    fileprivate init?(_ text: String) {
        guard text.hasPrefix(Self.prefix) else {
            self = .token(text)
            return
        }
        guard let content = bytes(ofBase64URL: String(text.dropFirst(Self.prefix.count))) else {
            return nil
        }
        do {
            self = .named(try JSONDecoder().decode([String?].self, from: content))
        } catch {
            return nil
        }
    }
}
