package import Identity
package import Logging
import Web

/// Who is let into a service: its tokens and people, its provider, and how often somebody may ask.
package struct Admission<Viewer: SignInViewer>: Sendable {
    /// Tokens, people and ended sessions.
    package let store: any SignInStore<Viewer>
    /// Identifies viewers.
    package let authenticator: Authenticator<Viewer>
    /// How many requests a viewer may make.
    let requests: RateLimit
    /// How many sign-ins of an address may fail.
    let signIns = RateLimit(perSecond: 0.1, burst: 20)
    /// Whether cookies are sent only over TLS.
    let hasSecureCookies: Bool

    /// Lets in those whom a store or a provider knows.
    ///
    /// - Parameters:
    ///   - store: tokens, people and ended sessions.
    ///   - provider: with whom people sign in; nil for none.
    ///   - requestsPerSecond: the requests that a viewer may make in the long run. A burst may have
    ///     twenty times as many.
    ///   - hasSecureCookies: whether cookies are sent only over TLS.
    ///   - logger: logs why a provider's token is refused.
    package init(
        _ store: some SignInStore<Viewer>, provider: SignInProvider<Viewer>?,
        requestsPerSecond: Double, hasSecureCookies: Bool, logger: Logger
    ) {
        self.store = store
        self.hasSecureCookies = hasSecureCookies
        requests = RateLimit(perSecond: requestsPerSecond, burst: 20 * requestsPerSecond)
        authenticator = Authenticator(
            store: store,
            signer: SessionSigner(
                key: store.signingKey, cookieName: Viewer.terms.name("session")),
            provider: provider.map { ProviderAuthenticator($0, logger: logger) })
    }
}

/// The paths of signing in.
package enum SignInPath {
    /// Where a browser signs in.
    static let form = "/sign-in"
    /// Where it leaves for the provider.
    static let provider = "/sign-in/provider"
    /// Where it comes back; the provider has to know its address.
    package static let back = "/sign-in/callback"
}
