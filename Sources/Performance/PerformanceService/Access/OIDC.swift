public import Access
import Calendar
import Domain
public import Identity
import Logging

/// What the access tokens of an OpenID Connect provider mean here.
public struct OIDC: Sendable {
    /// Whose tokens they are.
    public var provider: OIDCProvider
    /// The claim that holds the role: a word or a list of words.
    public var roleClaim: String
    /// Which role a word of that claim stands for; words without an entry stand for none.
    public var roles: [String: Role]
    /// The claim that holds the CSM's identifier.
    public var csmClaim: String
    /// The claim that holds the team.
    public var teamClaim: String

    /// A provider's tokens with these claims; by default each role is called by its own name.
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

/// Tells who bears an access token of a provider.
struct OIDCAuthenticator: Sendable {
    private let meaning: OIDC
    private let verifier: OIDCVerifier

    init(_ meaning: OIDC, logger: Logger) {
        self.meaning = meaning
        verifier = OIDCVerifier(meaning.provider, logger: logger)
    }

    /// Who bears the token, and until when; nil where it does not hold here, or gives no role.
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
