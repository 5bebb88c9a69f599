package import Calendar
import Foundation
import JWTKit
package import Logging

/// Verifies the tokens of a provider: access tokens, which programs send, and ID tokens, with which
/// people sign in.
///
/// ```swift
/// let verifier = OIDCVerifier(provider, discovery: discovery, logger: logger)
/// let verified = await verifier.claims(bearing: token, at: now)
/// ```
package struct OIDCVerifier: Sendable {
    private let provider: OIDCProvider
    private let keys: ProviderKeys
    private let logger: Logger
    /// The clock difference allowed for `nbf` and `iat`, in seconds.
    private static let leeway = 60.0
    /// Signatures with a public key (RFC 7518, 3.1; RFC 8037). Anything else is refused, whatever the
    /// keys are.
    private static let algorithms: Set = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    ]

    /// A verifier for one provider's tokens. The reason for a refusal is logged and not shown to
    /// the client.
    package init(_ provider: OIDCProvider, discovery: ProviderDiscovery, logger: Logger) {
        self.provider = provider
        self.logger = logger
        keys =
            provider.keys.map { ProviderKeys($0, logger: logger) }
            ?? ProviderKeys(of: discovery, logger: logger)
    }

    /// The claims of an access token and when it expires. Nil if the token is not from this
    /// provider, not meant for this service, not valid yet, or expired.
    package func claims(
        bearing token: String, at now: Instant
    ) async -> (claims: TokenClaims, expires: Instant)? {
        guard let audience = provider.audience else { return nil }
        do {
            let (header, claims) = try await signed(token, at: now)
            if let reason = Self.refusal(of: header, claims) { throw TokenRefusal.type(reason) }
            try checkOrigin(claims, audience: audience, at: now)
            // Some providers write "never" as a date beyond the range of years.
            let end = min(claims.exp.value.timeIntervalSince1970, Double(UInt32.max))
            return (claims, Instant(seconds: Int(end)))
        } catch {
            logger.debug("an access token is refused", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// The claims of an ID token.
    ///
    /// - Parameters:
    ///   - token: the token, as the provider's token endpoint gave it.
    ///   - client: the identifier of the client that it must be meant for.
    ///   - nonce: the nonce of the sign-in that it must belong to.
    ///   - now: the time.
    /// - Returns: the claims.
    /// - Throws: `TokenRefusal`.
    ///
    /// Source: OpenID Connect Core 1.0, 3.1.3.7.
    package func identity(
        in token: String, for client: String, nonce: String, at now: Instant
    ) async throws(TokenRefusal) -> TokenClaims {
        let (header, claims) = try await signed(token, at: now)
        guard header.fields["crit"] == nil else { throw .type("its header demands an extension") }
        let type = header.fields["typ"]?.asString?.lowercased() ?? "jwt"
        guard type == "jwt" || type == "application/jwt" else { throw .type("its type is \(type)") }
        try checkOrigin(claims, audience: client, at: now)
        let parties = claims.words("azp")
        guard claims.audiences.count == 1 || !parties.isEmpty, parties.allSatisfy({ $0 == client })
        else { throw .authorizedParty }
        guard let issued = claims.iat?.value.timeIntervalSince1970,
            issued <= Double(now.seconds) + Self.leeway
        else { throw .issuedLater }
        guard claims.words("nonce") == [nonce] else { throw .nonce }
        guard !claims.subject.isEmpty, claims.subject.utf8.count <= 255 else { throw .subject }
        return claims
    }

    /// Checks issuer, audience and dates.
    private func checkOrigin(
        _ claims: TokenClaims, audience: String, at now: Instant
    ) throws(TokenRefusal) {
        let seconds = Double(now.seconds)
        guard claims.iss.value.utf8.elementsEqual(provider.issuer.utf8) else { throw .issuer }
        guard claims.audiences.contains(audience) else { throw .audience }
        guard seconds < claims.exp.value.timeIntervalSince1970 else { throw .expired }
        guard claims.nbf.map({ $0.value.timeIntervalSince1970 <= seconds + Self.leeway }) ?? true
        else { throw .notYet }
    }

    /// The header and claims of a token that is signed with one of the provider's keys.
    private func signed(
        _ token: String, at now: Instant
    ) async throws(TokenRefusal) -> (JWTHeader, TokenClaims) {
        if let found = await verified(token, signedBy: await keys.current(at: now)) { return found }
        // Providers change their keys from time to time, so read them again.
        if let found = await verified(token, signedBy: await keys.fresh(at: now)) { return found }
        throw .signature
    }

    /// Why a token with a true signature is no access token; nil if it is one.
    ///
    /// Source: RFC 7515, 4.1.11 (`crit`); RFC 9068, 2.1 and 4 (`typ`).
    private static func refusal(of header: JWTHeader, _ claims: TokenClaims) -> String? {
        guard header.fields["crit"] == nil else { return "its header demands an extension" }
        switch header.fields["typ"]?.asString?.lowercased() {
        case "at+jwt", "application/at+jwt": return nil
        // Many providers do not tell access tokens apart by their type.
        case nil, "jwt", "application/jwt":
            return claims.isIDToken ? "it is an ID token" : nil
        case let type?: return "its type is \(type)"
        }
    }

    private func verified(
        _ token: String, signedBy keys: JWTKeyCollection?
    ) async -> (JWTHeader, TokenClaims)? {
        guard let keys else { return nil }
        do {
            let claims = try await keys.verify(token, as: TokenClaims.self)
            let header = try DefaultJWTParser().parse(
                Array(token.utf8), as: TokenClaims.self
            ).header
            guard Self.algorithms.contains(header.fields["alg"]?.asString ?? "") else { return nil }
            return (header, claims)
        } catch {
            logger.debug("a token is not understood", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
