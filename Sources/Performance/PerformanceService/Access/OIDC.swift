import Calendar
public import Access
import Domain
import Foundation
import JWTKit
import Logging

/// Access tokens of an OpenID Connect provider: who issues them, and what their claims mean here.
public struct OIDC: Sendable {
    /// `iss` of its tokens.
    public var issuer: String
    /// `aud` of tokens that are meant for this service.
    public var audience: String
    /// Where its public keys are: a file, or an https address.
    public var keys: String
    /// The claim that holds the role: a word or a list of words.
    public var roleClaim: String
    /// Which role a word of that claim stands for; words without an entry stand for none.
    public var roles: [String: Role]
    /// The claim that holds the CSM's identifier.
    public var csmClaim: String
    /// The claim that holds the team.
    public var teamClaim: String

    /// A provider with these properties; by default each role is called by its own name.
    public init(
        issuer: String, audience: String, keys: String, roleClaim: String = "parallax_role",
        roles: [String: Role] = Dictionary(
            uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, $0) }),
        csmClaim: String = "parallax_csm", teamClaim: String = "parallax_team"
    ) {
        self.issuer = issuer
        self.audience = audience
        self.keys = keys
        self.roleClaim = roleClaim
        self.roles = roles
        self.csmClaim = csmClaim
        self.teamClaim = teamClaim
    }

    /// Whether keys are at an address, not in a file. Without TLS only on this machine.
    public static func isAddress(_ keys: String) -> Bool {
        keys.hasPrefix("https://") || keys.hasPrefix("http://127.0.0.1")
    }
}

/// Tells who bears an access token of a provider.
struct OIDCVerifier: Sendable {
    private let provider: OIDC
    private let keys: ProviderKeys

    init(_ provider: OIDC, logger: Logger) {
        self.provider = provider
        keys = ProviderKeys(provider.keys, logger: logger)
    }

    /// Who bears the token, and until when; nil where it is not the provider's, not meant for this
    /// service, over, or without a role here.
    func viewer(
        bearing token: String, at now: Instant
    ) async -> (viewer: Viewer, expires: Instant)? {
        let seconds = Double(now.seconds)
        guard let claims = await claims(of: token, at: now),
            claims.iss.value == provider.issuer,
            (try? claims.aud.verifyIntendedAudience(includes: provider.audience)) != nil,
            seconds < claims.exp.value.timeIntervalSince1970,
            claims.nbf.map({ $0.value.timeIntervalSince1970 <= seconds + 60 }) ?? true,
            let role = claims.words(provider.roleClaim).lazy.compactMap({ self.provider.roles[$0] })
                .first
        else { return nil }
        let viewer = Viewer(
            subject: "oidc:\(claims.sub.value)", name: claims.name ?? claims.sub.value, role: role,
            csm: claims.words(provider.csmClaim).first.map { CSMID($0) },
            team: claims.words(provider.teamClaim).first)
        // Some say "never" with a number beyond all years.
        let end = min(claims.exp.value.timeIntervalSince1970, Double(UInt32.max))
        return (viewer, Instant(seconds: Int(end)))
    }

    /// What a token says that one of the provider's keys signed.
    private func claims(of token: String, at now: Instant) async -> Claims? {
        if let known = await keys.current(at: now),
            let claims = try? await known.verify(token, as: Claims.self)
        {
            return claims
        }
        // Providers change their keys now and then.
        return try? await keys.fresh(at: now)?.verify(token, as: Claims.self)
    }

    /// The claims of an access token (RFC 9068) and whatever else it says.
    private struct Claims: JWTPayload {
        let iss: IssuerClaim
        let sub: SubjectClaim
        let aud: AudienceClaim
        let exp: ExpirationClaim
        let nbf: NotBeforeClaim?
        let name: String?
        private let others: [String: Words]

        /// A claim of one word or several.
        private enum Words: Decodable {
            case some([String])

            init(from decoder: any Decoder) throws {
                let value = try decoder.singleValueContainer()
                self = .some(
                    (try? value.decode([String].self))
                        ?? (try? value.decode(String.self)).map { [$0] } ?? [])
            }
        }

        private enum Names: String, CodingKey { case iss, sub, aud, exp, nbf, name }

        init(from decoder: any Decoder) throws {
            let known = try decoder.container(keyedBy: Names.self)
            iss = try known.decode(IssuerClaim.self, forKey: .iss)
            sub = try known.decode(SubjectClaim.self, forKey: .sub)
            aud = try known.decode(AudienceClaim.self, forKey: .aud)
            exp = try known.decode(ExpirationClaim.self, forKey: .exp)
            nbf = try known.decodeIfPresent(NotBeforeClaim.self, forKey: .nbf)
            name = try known.decodeIfPresent(String.self, forKey: .name)
            others = try decoder.singleValueContainer().decode([String: Words].self)
        }

        func encode(to encoder: any Encoder) throws {
            var known = encoder.container(keyedBy: Names.self)
            try known.encode(iss, forKey: .iss)
        }

        func words(_ claim: String) -> [String] {
            if case .some(let words)? = others[claim] { words } else { [] }
        }

        /// Dates are compared by the caller, with the service's clock.
        func verify(using _: some JWTAlgorithm) throws {}
    }
}
