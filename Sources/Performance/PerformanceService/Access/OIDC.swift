public import Access
import Calendar
import Domain
public import Identity
import Logging

/// An OpenID Connect provider, and how the claims of its access tokens map to roles, CSMs and
/// teams.
public struct OIDC: Sendable {
    /// The provider.
    public var provider: OIDCProvider
    /// The claim that holds the role, as a word or a list of words.
    public var roleClaim: String
    /// The role for each word of that claim. Words without an entry give no role.
    public var roles: [String: Role]
    /// The claim that holds the CSM's identifier.
    public var csmClaim: String
    /// The claim that holds the team.
    public var teamClaim: String

    /// A provider with these claims. By default, each role's word is its own name.
    public init(
        _ provider: OIDCProvider, roleClaim: String = "parallax_role",
        roles: [String: Role] = Dictionary(
            uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, $0) }),
        csmClaim: String = "parallax_csm", teamClaim: String = "parallax_team"
    ) {
        self.provider = provider
        self.roleClaim = roleClaim
        self.roles = roles
        self.csmClaim = csmClaim
        self.teamClaim = teamClaim
    }
}

/// Identifies viewers by a provider's access tokens.
struct OIDCAuthenticator: Sendable {
    private let meaning: OIDC
    private let verifier: OIDCVerifier

    init(_ meaning: OIDC, logger: Logger) {
        self.meaning = meaning
        verifier = OIDCVerifier(meaning.provider, logger: logger)
    }

    /// The bearer of a token and when the token expires. Nil if the token is not valid here or
    /// gives no role.
    func viewer(
        bearing token: String, at now: Instant
    ) async -> (viewer: Viewer, expires: Instant)? {
        guard let (claims, expires) = await verifier.claims(bearing: token, at: now),
            let role = claims.words(meaning.roleClaim).lazy
                .compactMap({ self.meaning.roles[$0] }).first
        else { return nil }
        let viewer = Viewer(
            subject: "oidc:\(claims.subject)", name: claims.name ?? claims.subject, role: role,
            csm: claims.words(meaning.csmClaim).first.map { CSMID($0) },
            team: claims.words(meaning.teamClaim).first)
        return (viewer, expires)
    }
}
