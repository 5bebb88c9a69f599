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

    private func claims(
        of token: String, signedBy keys: JWTKeyCollection?
    ) async -> AccessTokenClaims? {
        guard let keys else { return nil }
        do {
            return try await keys.verify(token, as: AccessTokenClaims.self)
        } catch {
            logger.debug("an access token is refused", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
