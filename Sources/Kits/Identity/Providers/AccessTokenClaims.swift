package import JWTKit

/// What an access token says that its provider signed (RFC 9068), and whatever else it says.
package struct AccessTokenClaims: JWTPayload {
    let iss: IssuerClaim
    let sub: SubjectClaim
    let aud: AudienceClaim
    let exp: ExpirationClaim
    let nbf: NotBeforeClaim?
    /// What people call the bearer; nil where the token does not say.
    package let name: String?
    private let others: [String: Words]

    /// Tells the bearer from all others of the provider.
    package var subject: String { sub.value }

    /// What the token says under a name: some words, one, or none.
    package func words(_ claim: String) -> [String] { others[claim]?.words ?? [] }

    /// A claim of one word or several; empty for any other value.
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

    /// What `JWTPayload` asks for; tokens are only read here.
    package func encode(to encoder: any Encoder) throws {
        var known = encoder.container(keyedBy: Names.self)
        try known.encode(iss, forKey: .iss)
    }

    /// Nothing: dates are compared by `OIDCVerifier`, with the service's clock.
    package func verify(using _: some JWTAlgorithm) throws {}
}
