/// A service as its provider knows it: the registration with which people sign in.
public struct OIDCClient: Sendable {
    /// The client identifier that the provider gave out.
    public var id: String
    /// Where the provider sends browsers back to, exactly as registered there.
    public var redirect: String
    /// The scopes that are asked for; `openid` must be among them.
    public var scopes: [String]
    /// The client secret; nil for a public client, which PKCE alone protects.
    let secret: String?

    /// A registration with these properties.
    public init(
        id: String, secret: String?, redirect: String,
        scopes: [String] = ["openid", "profile", "email"]
    ) {
        self.id = id
        self.secret = secret
        self.redirect = redirect
        self.scopes = scopes
    }
}

extension OIDCClient: CustomStringConvertible, CustomReflectable {
    /// The identifier. The secret is never printed.
    public var description: String { "client \(id)" }

    /// Shows nothing, so that the secret is never printed.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
