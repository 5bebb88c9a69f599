import Calendar
public import DeskAccess
import Domain
public import Identity
import Logging

/// An OpenID Connect provider, how the claims of its tokens map to roles, CSMs and teams, and how
/// the sign-in page speaks of it.
public struct OIDC: Sendable {
    /// The provider.
    public var provider: OIDCProvider
    /// The claim that holds the role, as a word or a list of words.
    public var roleClaim: String
    /// The role for each word of that claim. Words without an entry give no role.
    public var roles: [String: Role]
    /// The claim that holds the CSM's identifier.
    public var csmClaim: String
    /// The claim that holds the teams, as a word or a list of words.
    public var teamClaim: String
    /// What the button on the sign-in page calls the provider: "Sign in with …".
    public var name = "your company account"
    /// Who gives people access: told to those who have none.
    public var contact = "an administrator of the desk"

    /// A provider with these claims. By default, each role's word is its own name.
    public init(
        _ provider: OIDCProvider, roleClaim: String = "parallax_desk_role",
        roles: [String: Role] = Dictionary(
            uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, $0) }),
        csmClaim: String = "parallax_desk_csm", teamClaim: String = "parallax_desk_team"
    ) {
        self.provider = provider
        self.roleClaim = roleClaim
        self.roles = roles
        self.csmClaim = csmClaim
        self.teamClaim = teamClaim
    }
}

/// Identifies viewers by a provider's tokens.
struct OIDCAuthenticator: Sendable {
    /// The provider and what its claims mean.
    let meaning: OIDC
    /// How people sign in with the provider; nil if they do not.
    let signIn: CodeSignIn?
    private let verifier: OIDCVerifier

    init(_ meaning: OIDC, logger: Logger) {
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
            csm: claims.words(meaning.csmClaim).first.map { CSMID($0) },
            teams: claims.words(meaning.teamClaim))
    }
}

extension TokenClaims {
    /// `Viewer.subject` of a person whom the provider names.
    var viewerSubject: String { "oidc:\(subject)" }
}
