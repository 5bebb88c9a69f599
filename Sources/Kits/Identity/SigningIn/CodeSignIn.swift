package import Calendar
import Crypto
import Formats
import Foundation
package import Logging

/// Signs people in with a provider: the authorization-code flow with PKCE.
///
/// ```swift
/// let address = try await signIn.address(for: attempt, at: now)
/// // … the browser goes there, signs in, and comes back with a code
/// let claims = try await signIn.claims(code: code, issuer: issuer, of: attempt, at: now)
/// ```
///
/// Source: OpenID Connect Core 1.0, 3.1; RFC 7636 (PKCE); RFC 9207 (issuer); RFC 9700.
package struct CodeSignIn: Sendable {
    private let issuer: String
    private let client: OIDCClient
    private let verifier: OIDCVerifier
    private let discovery: ProviderDiscovery
    private let logger: Logger

    /// Signing in with a provider; nil if the provider has no client for it.
    package init?(
        _ provider: OIDCProvider, verifier: OIDCVerifier, discovery: ProviderDiscovery,
        logger: Logger
    ) {
        guard let client = provider.client else { return nil }
        issuer = provider.issuer
        self.client = client
        self.verifier = verifier
        self.discovery = discovery
        self.logger = logger
    }

    /// Where the browser signs in.
    ///
    /// - Parameters:
    ///   - attempt: the sign-in that begins.
    ///   - choosesAccount: whether the provider is to ask which account is meant.
    ///   - now: the time.
    /// - Returns: the address.
    /// - Throws: `SignInFault.unreachable`.
    package func address(
        for attempt: SignInAttempt, choosingAccount choosesAccount: Bool = false, at now: Instant
    ) async throws(SignInFault) -> String {
        guard let metadata = await discovery.metadata(at: now) else { throw .unreachable }
        var fields = [
            (name: "response_type", value: "code"), ("client_id", client.id),
            ("redirect_uri", client.redirect),
            ("scope", client.scopes.joined(separator: " ")), ("state", attempt.state),
            ("nonce", attempt.nonce), ("code_challenge", Self.challenge(attempt.verifier)),
            ("code_challenge_method", "S256"),
        ]
        if choosesAccount { fields.append(("prompt", "select_account")) }
        return Self.address(metadata.authorization, fields)
    }

    /// Who signed in.
    ///
    /// - Parameters:
    ///   - code: the code that the browser brings back.
    ///   - named: the issuer that it brings back; nil for none.
    ///   - attempt: the sign-in that it finishes.
    ///   - now: the time.
    /// - Returns: the claims of the ID token.
    /// - Throws: `SignInFault`.
    package func claims(
        code: String, issuer named: String?, of attempt: SignInAttempt, at now: Instant
    ) async throws(SignInFault) -> TokenClaims {
        guard let metadata = await discovery.metadata(at: now) else { throw .unreachable }
        guard named == issuer || (named == nil && !metadata.namesIssuer) else { throw .otherIssuer }
        let token = try await idToken(for: code, of: attempt, metadata)
        do {
            return try await verifier.identity(
                in: token, for: client.id, nonce: attempt.nonce, at: now)
        } catch {
            throw .token(error)
        }
    }

    /// Where the browser ends its session with the provider, as far as that is known already.
    package var signOutAddress: String? {
        get async {
            guard let address = await discovery.last?.endOfSession else { return nil }
            return Self.address(address, [("client_id", client.id)])
        }
    }

    private func idToken(
        for code: String, of attempt: SignInAttempt, _ metadata: ProviderMetadata
    ) async throws(SignInFault) -> String {
        var fields = [
            (name: "grant_type", value: "authorization_code"), ("code", code),
            ("redirect_uri", client.redirect), ("code_verifier", attempt.verifier),
        ]
        var authorization: String?
        if let secret = client.secret, !metadata.takesSecretInBody {
            // RFC 6749, 2.3.1: both parts are encoded as a form before they are joined.
            let pair = "\(client.id.formEncoded):\(secret.formEncoded)"
            authorization = "Basic " + Data(pair.utf8).base64EncodedString()
        } else {
            fields.append(("client_id", client.id))
            if let secret = client.secret { fields.append(("client_secret", secret)) }
        }
        let answer: (status: Int, bytes: Data)
        do {
            answer = try await ProviderRequest.answer(
                toForm: fields, at: metadata.token, authorization: authorization)
        } catch {
            logger.error(
                "the provider's token endpoint cannot be reached",
                metadata: ["issuer": "\(issuer)", "error": "\(error)"])
            throw .unreachable
        }
        guard answer.status < 500 else {
            logger.error(
                "the provider's token endpoint fails",
                metadata: ["issuer": "\(issuer)", "status": "\(answer.status)"])
            throw .unreachable
        }
        let content = Answer(answer.bytes)
        guard answer.status == 200 else { throw .codeRefused(SignInFault.code(content?.error)) }
        guard let token = content?.id_token else { throw .unusableAnswer("it has no ID token") }
        return token
    }

    /// The members of an answer to a code that are needed (RFC 6749, 5.1 and 5.2).
    private struct Answer: Decodable {
        let id_token: String?
        let error: String?

        /// Reads an answer; nil if it is not one.
        init?(_ bytes: Data) {
            do {
                self = try JSONDecoder().decode(Answer.self, from: bytes)
            } catch {
                return nil
            }
        }
    }

    /// The code challenge of a verifier (RFC 7636, 4.2).
    package static func challenge(_ verifier: String) -> String {
        base64URL(SHA256.hash(data: Array(verifier.utf8)))
    }

    /// An address with more fields in its query.
    static func address(_ url: URL, _ fields: [(name: String, value: String)]) -> String {
        let text = url.absoluteString.split(separator: "#", omittingEmptySubsequences: false)[0]
        return text + (text.contains("?") ? "&" : "?") + fields.formText
    }
}
