import Foundation

/// An OpenID Connect provider: its issuer, the audience of its tokens, and its public keys.
public struct OIDCProvider: Sendable {
    /// The `iss` claim of its tokens.
    public var issuer: String
    /// The `aud` claim of tokens that are meant for this service.
    public var audience: String
    /// Where its public keys are: the path of a file, or an https address.
    public var keys: String

    /// A provider with these properties.
    public init(issuer: String, audience: String, keys: String) {
        self.issuer = issuer
        self.audience = audience
        self.keys = keys
    }

    /// Whether `keys` is an address, not a file.
    public static func isAddress(_ keys: String) -> Bool { address(keys) != nil }

    /// The address that keys may be read from: https, or http on this machine. Nil for any other
    /// text.
    static func address(_ text: String) -> URL? {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty else {
            return nil
        }
        switch parts.scheme?.lowercased() {
        case "https": return parts.url
        case "http": return loopback.contains(host.lowercased()) ? parts.url : nil
        default: return nil
        }
    }

    private static let loopback: Set = ["127.0.0.1", "::1", "[::1]", "localhost"]
}
