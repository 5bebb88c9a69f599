package import Calendar
import Formats
import Foundation

/// The session of a signed-in browser, as its cookie stores it.
package struct BrowserSession: Sendable, Equatable {
    /// Who signed in.
    package enum Bearer: Sendable, Equatable {
        /// The bearer of a token, by the token's identifier. The token is looked up for every
        /// request, so ending the token ends the session.
        case token(String)
        /// A person who was given access by name, by their identifier. They are looked up for every
        /// request, so taking the access away ends the session.
        case person(String)
        /// A person whom a provider named. The cookie holds what the service needs to know of them,
        /// and the provider is not asked again.
        case named([String?])
    }

    /// The unique identifier of the session.
    package let id: String
    /// Who signed in.
    package let bearer: Bearer
    /// When the cookie expires.
    package let expires: Instant
    /// The signed text: bearer, expiry and identifier.
    let content: String

    /// A new session.
    ///
    /// - Throws: an error if the bearer's words cannot be written as JSON.
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

    /// Reads the signed text of a cookie; nil if this version does not know its format.
    init?(content: String) {
        let parts = content.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bearer = Bearer(String(parts[0])), let end = Int(parts[1])
        else { return nil }
        self.init(
            id: String(parts[2]), bearer: bearer, expires: Instant(seconds: end), content: content)
    }
}

extension BrowserSession.Bearer {
    /// The start of a cookie whose owner a provider named. Token identifiers never begin with it.
    private static let prefix = "as-"
    /// The start of a cookie of a person who was given access by name.
    private static let personPrefix = "by-"

    /// The bearer as it is written in a cookie.
    fileprivate var text: String {
        get throws {
            switch self {
            case .token(let id): id
            case .person(let id): Self.personPrefix + id
            case .named(let words): Self.prefix + base64URL(try JSONEncoder().encode(words))
            }
        }
    }

    /// Reads the bearer from a cookie; nil if this version does not know its format.
    fileprivate init?(_ text: String) {
        if text.hasPrefix(Self.personPrefix) {
            self = .person(String(text.dropFirst(Self.personPrefix.count)))
            return
        }
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
