import Calendar
public import Identity
import Logging

/// An OpenID Connect provider, how the claims of its tokens map to viewers, and how the sign-in page
/// speaks of it.
public struct SignInProvider<Viewer: SessionViewer>: Sendable {
    /// The provider.
    public var provider: OIDCProvider
    /// The claim that holds the role, as a word or a list of words.
    public var roleClaim: String
    /// The role for each word of that claim. Words without an entry give no role.
    public var roles: [String: Viewer.Role]
    /// The claims that hold what a role is limited to, by the name of the part. A claim is a word or
    /// a list of words.
    public var partClaims: [String: String]
    /// What the button on the sign-in page calls the provider: "Sign in with …".
    public var name = "your company account"
    /// Who gives people access: told to those who have none.
    public var contact: String
}

extension SignInProvider where Viewer: SignInViewer {
    /// A provider whose claims begin with the service's name. Each role's word is its own name.
    package init(_ provider: OIDCProvider) {
        let terms = Viewer.terms
        self.provider = provider
        roleClaim = terms.name("role")
        roles = Dictionary(uniqueKeysWithValues: Viewer.Role.allCases.map { ($0.rawValue, $0) })
        partClaims = Dictionary(
            uniqueKeysWithValues: terms.parts.map { ($0.name, terms.name($0.name)) })
        contact = "an administrator of \(terms.program)"
    }
}

/// Identifies viewers by a provider's tokens.
struct ProviderAuthenticator<Viewer: SignInViewer>: Sendable {
    /// The provider and what its claims mean.
    let meaning: SignInProvider<Viewer>
    /// How people sign in with the provider; nil if they do not.
    let signIn: CodeSignIn?
    private let verifier: OIDCVerifier

    init(_ meaning: SignInProvider<Viewer>, logger: Logger) {
        self.meaning = meaning
        let discovery = ProviderDiscovery(of: meaning.provider.issuer, logger: logger)
        let verifier = OIDCVerifier(meaning.provider, discovery: discovery, logger: logger)
        self.verifier = verifier
        signIn = CodeSignIn(
            meaning.provider, verifier: verifier, discovery: discovery, logger: logger)
    }

    /// The bearer of an access token and when the token expires. Nil if the token is not valid here
    /// or gives no role.
    func viewer(
        bearing token: String, at now: Instant
    ) async -> (viewer: Viewer, expires: Instant)? {
        guard let (claims, expires) = await verifier.claims(bearing: token, at: now),
            let viewer = viewer(with: claims)
        else { return nil }
        return (viewer, expires)
    }

    /// The viewer whom claims name; nil if they give no role.
    func viewer(with claims: TokenClaims) -> Viewer? {
        guard
            let role = claims.words(meaning.roleClaim).lazy
                .compactMap({ self.meaning.roles[$0] }).first
        else { return nil }
        return Viewer(
            subject: claims.viewerSubject, name: claims.name ?? claims.subject, role: role,
            parts: meaning.partClaims.mapValues { claims.words($0) })
    }
}

extension TokenClaims {
    /// The subject of a viewer whom the provider names.
    package var viewerSubject: String { "oidc:\(subject)" }
}
