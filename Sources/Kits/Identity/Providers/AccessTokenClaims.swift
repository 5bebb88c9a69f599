package import JWTKit

/// The claims of an access token that its provider signed (RFC 9068), including custom claims.
package struct AccessTokenClaims: JWTPayload {
    let iss: IssuerClaim
    let sub: SubjectClaim
    let aud: AudienceClaim
    let exp: ExpirationClaim
    let nbf: NotBeforeClaim?
    /// The bearer's display name; nil if the token has none.
    package let name: String?
    private let others: [String: Words]

    /// The provider's identifier of the bearer; unique within the provider.
    package var subject: String { sub.value }

    /// The words of a claim; empty if the token does not have it.
    package func words(_ claim: String) -> [String] { others[claim]?.words ?? [] }

    /// Whether the token has a claim that only ID tokens have (OpenID Connect Core, 2 and 3.3.2.11).
    var isIDToken: Bool { ["nonce", "at_hash", "c_hash"].contains { others[$0] != nil } }

    /// A claim that is one word or a list of words. Any other value counts as empty.
    private struct Words: Decodable {
        let words: [String]

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            do {
                words = try value.decode([String].self)
            } catch {
                do { words = [try value.decode(String.self)] } catch { words = [] }
            }
        }
    }

    private enum Names: String, CodingKey { case iss, sub, aud, exp, nbf, name }

    /// The claims of a token's payload.
    package init(from decoder: any Decoder) throws {
        let known = try decoder.container(keyedBy: Names.self)
        iss = try known.decode(IssuerClaim.self, forKey: .iss)
        sub = try known.decode(SubjectClaim.self, forKey: .sub)
        aud = try known.decode(AudienceClaim.self, forKey: .aud)
        exp = try known.decode(ExpirationClaim.self, forKey: .exp)
        nbf = try known.decodeIfPresent(NotBeforeClaim.self, forKey: .nbf)
        name = try known.decodeIfPresent(String.self, forKey: .name)
        others = try decoder.singleValueContainer().decode([String: Words].self)
    }

    /// Required by `JWTPayload`. Tokens are only read here, never written.
    package func encode(to encoder: any Encoder) throws {
        var known = encoder.container(keyedBy: Names.self)
        try known.encode(iss, forKey: .iss)
    }

    /// Does nothing: `OIDCVerifier` checks the dates with the service's clock.
    package func verify(using _: some JWTAlgorithm) throws {}
}
