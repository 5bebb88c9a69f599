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

    /// Whether `keys` is an address, not a file. Plain http is accepted only for 127.0.0.1.
    public static func isAddress(_ keys: String) -> Bool {
        keys.hasPrefix("https://") || keys.hasPrefix("http://127.0.0.1")
    }
}
