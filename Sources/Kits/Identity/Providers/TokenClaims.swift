package import JWTKit

/// The claims of a token that its provider signed, including custom claims: of an access token
/// (RFC 9068) or of an ID token (OpenID Connect Core 1.0, 2).
package struct TokenClaims: JWTPayload {
    let iss: IssuerClaim
    let sub: SubjectClaim
    let exp: ExpirationClaim
    let nbf: NotBeforeClaim?
    let iat: IssuedAtClaim?
    /// The bearer's display name; nil if the token has none.
    package let name: String?
    private let isEmailVerified: Bool
    private let others: [String: Words]

    /// The provider's identifier of the bearer; unique within the provider.
    package var subject: String { sub.value }

    /// The words of a claim; empty if the token does not have it.
    package func words(_ claim: String) -> [String] { others[claim]?.words ?? [] }

    /// Whom the token is meant for.
    var audiences: [String] { words("aud") }

    /// The address that the provider knows to be the bearer's; nil if it has not verified any.
    package var verifiedEmail: String? {
        isEmailVerified ? words("email").first : nil
    }

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

    /// A claim that is true, or the word "true", as some providers write it. Any other value counts
    /// as false.
    private struct Truth: Decodable {
        let isTrue: Bool

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            do {
                isTrue = try value.decode(Bool.self)
            } catch {
                do { isTrue = try value.decode(String.self) == "true" } catch { isTrue = false }
            }
        }
    }

    private enum Names: String, CodingKey {
        case iss, sub, exp, nbf, iat, name
        case emailVerified = "email_verified"
    }

    /// The claims of a token's payload.
    package init(from decoder: any Decoder) throws {
        let known = try decoder.container(keyedBy: Names.self)
        iss = try known.decode(IssuerClaim.self, forKey: .iss)
        sub = try known.decode(SubjectClaim.self, forKey: .sub)
        exp = try known.decode(ExpirationClaim.self, forKey: .exp)
        nbf = try known.decodeIfPresent(NotBeforeClaim.self, forKey: .nbf)
        iat = try known.decodeIfPresent(IssuedAtClaim.self, forKey: .iat)
        name = try known.decodeIfPresent(String.self, forKey: .name)
        isEmailVerified =
            try known.decodeIfPresent(Truth.self, forKey: .emailVerified)?.isTrue ?? false
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
