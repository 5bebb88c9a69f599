/// A provider of OpenID Connect: who issues its access tokens, for whom, and who signs them.
public struct OIDCProvider: Sendable {
    /// `iss` of its tokens.
    public var issuer: String
    /// `aud` of tokens that are meant for this service.
    public var audience: String
    /// Where its public keys are: a file, or an https address.
    public var keys: String

    /// A provider with these properties.
    public init(issuer: String, audience: String, keys: String) {
        self.issuer = issuer
        self.audience = audience
        self.keys = keys
    }

    /// Whether keys are at an address, not in a file. Without TLS only on this machine.
    public static func isAddress(_ keys: String) -> Bool {
        keys.hasPrefix("https://") || keys.hasPrefix("http://127.0.0.1")
    }
}
