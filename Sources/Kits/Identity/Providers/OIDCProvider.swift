import Foundation
import Transfers

/// An OpenID Connect provider: its issuer, the audience of its access tokens, its public keys, and
/// how people sign in with it.
public struct OIDCProvider: Sendable {
    /// The `iss` claim of its tokens.
    public var issuer: String
    /// The `aud` claim of access tokens that are meant for this service; nil if it takes none.
    public var audience: String?
    /// Where its public keys are: the path of a file, or an https address. Nil for the address in
    /// the provider's own description of itself.
    public var keys: String?
    /// This service as the provider knows it; nil if people do not sign in with the provider.
    public var client: OIDCClient?

    /// A provider with these properties.
    public init(
        issuer: String, audience: String? = nil, keys: String? = nil, client: OIDCClient? = nil
    ) {
        self.issuer = issuer
        self.audience = audience
        self.keys = keys
        self.client = client
    }

    /// Whether a text is an address that the service may talk to, and not a file: https, or http on
    /// this machine.
    public static func isAddress(_ text: String) -> Bool { address(text) != nil }

    /// The address that the service may talk to: https, or http on this machine. Nil for any other
    /// text.
    static func address(_ text: String) -> URL? {
        (try? WebAddress(text)).flatMap { URL(string: $0.given) }
    }
}
