package import Calendar
import Foundation
import JWTKit
package import Logging

/// Verifies the access tokens of a provider.
///
/// ```swift
/// let verifier = OIDCVerifier(provider, logger: logger)
/// let verified = await verifier.claims(bearing: token, at: now)
/// ```
package struct OIDCVerifier: Sendable {
    private let provider: OIDCProvider
    private let keys: ProviderKeys
    private let logger: Logger
    /// The clock difference allowed for `nbf`, in seconds.
    private static let leeway = 60.0

    /// A verifier for one provider's tokens. The reason for a refusal is logged and not shown to
    /// the client.
    package init(_ provider: OIDCProvider, logger: Logger) {
        self.provider = provider
        self.logger = logger
        keys = ProviderKeys(provider.keys, logger: logger)
    }

    /// The claims of a token and when it expires. Nil if the token is not from this provider, not
    /// meant for this service, not valid yet, or expired.
    package func claims(
        bearing token: String, at now: Instant
    ) async -> (claims: AccessTokenClaims, expires: Instant)? {
        let seconds = Double(now.seconds)
        guard let claims = await signed(token, at: now),
            claims.iss.value == provider.issuer,
            claims.aud.value.contains(provider.audience),
            seconds < claims.exp.value.timeIntervalSince1970,
            claims.nbf.map({ $0.value.timeIntervalSince1970 <= seconds + Self.leeway }) ?? true
        else { return nil }
        // Some providers write "never" as a date beyond the range of years.
        let end = min(claims.exp.value.timeIntervalSince1970, Double(UInt32.max))
        return (claims, Instant(seconds: Int(end)))
    }

    /// The claims of a token that is signed with one of the provider's keys.
    private func signed(_ token: String, at now: Instant) async -> AccessTokenClaims? {
        if let claims = await claims(of: token, signedBy: await keys.current(at: now)) {
            return claims
        }
        // Providers change their keys from time to time, so read them again.
        return await claims(of: token, signedBy: await keys.fresh(at: now))
    }

    /// Why a token with a true signature is no access token; nil if it is one.
    ///
    /// Source: RFC 7515, 4.1.11 (`crit`); RFC 9068, 2.1 and 4 (`typ`).
    private static func refusal(of header: JWTHeader, _ claims: AccessTokenClaims) -> String? {
        guard header.fields["crit"] == nil else { return "its header demands an extension" }
        switch header.fields["typ"]?.asString?.lowercased() {
        case "at+jwt", "application/at+jwt": return nil
        // Many providers do not tell access tokens apart by their type.
        case nil, "jwt", "application/jwt":
            return claims.isIDToken ? "it is an ID token" : nil
        case let type?: return "its type is \(type)"
        }
    }

    private func claims(
        of token: String, signedBy keys: JWTKeyCollection?
    ) async -> AccessTokenClaims? {
        guard let keys else { return nil }
        do {
            let claims = try await keys.verify(token, as: AccessTokenClaims.self)
            let header = try DefaultJWTParser().parse(
                Array(token.utf8), as: AccessTokenClaims.self
            ).header
            if let reason = Self.refusal(of: header, claims) {
                logger.debug("an access token is refused", metadata: ["error": "\(reason)"])
                return nil
            }
            return claims
        } catch {
            logger.debug("an access token is refused", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
