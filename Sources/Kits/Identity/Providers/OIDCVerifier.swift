package import Calendar
import Foundation
import JWTKit
package import Logging

/// Tells what an access token of a provider says.
package struct OIDCVerifier: Sendable {
    private let provider: OIDCProvider
    private let keys: ProviderKeys
    private let logger: Logger
    /// Seconds by which a token may begin later than this clock says.
    private static let leeway = 60.0

    /// Verifies tokens of a provider; why one is refused goes to the log, not to who shows it.
    package init(_ provider: OIDCProvider, logger: Logger) {
        self.provider = provider
        self.logger = logger
        keys = ProviderKeys(provider.keys, logger: logger)
    }

    /// What a token says, and until when; nil where it is not the provider's, not meant for this
    /// service, or over.
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
        // Some say "never" with a number beyond all years.
        let end = min(claims.exp.value.timeIntervalSince1970, Double(UInt32.max))
        return (claims, Instant(seconds: Int(end)))
    }

    /// What a token says that one of the provider's keys signed.
    private func signed(_ token: String, at now: Instant) async -> AccessTokenClaims? {
        if let claims = await claims(of: token, signedBy: await keys.current(at: now)) {
            return claims
        }
        // Providers change their keys now and then.
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
