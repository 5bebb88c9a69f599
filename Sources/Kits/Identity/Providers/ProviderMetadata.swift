package import Foundation

/// What a provider says of itself (OpenID Connect Discovery 1.0, 3).
package struct ProviderMetadata: Sendable {
    /// Where browsers sign in.
    package let authorization: URL
    /// Where codes are exchanged.
    package let token: URL
    /// Where the public keys are.
    package let keys: URL
    /// Where browsers sign out; nil if the provider has no such page.
    package let endOfSession: URL?
    /// Whether the client secret goes into the body rather than into a header.
    package let takesSecretInBody: Bool
    /// Whether answers to browsers always name the issuer (RFC 9207).
    package let namesIssuer: Bool

    /// Why a description cannot be used.
    package enum Fault: Error, Equatable, CustomStringConvertible {
        /// It is of another issuer.
        case otherIssuer(String)
        /// A member is missing, or no address that the service may talk to.
        case noAddress(String)

        /// What is wrong.
        package var description: String {
            switch self {
            case .otherIssuer(let issuer):
                "the description is of the issuer '\(issuer)': set oidc.issuer to just that, if it "
                    + "is the right one"
            case .noAddress(let name): "its \(name) is missing or not an https address"
            }
        }
    }

    /// Reads a description.
    ///
    /// - Parameters:
    ///   - content: the document.
    ///   - issuer: the issuer that it must be of.
    /// - Throws: `Fault`, or `DecodingError` if the content is no description.
    package init(_ content: Data, of issuer: String) throws {
        let document = try JSONDecoder().decode(Document.self, from: content)
        // Two texts that look the same may still name different issuers.
        guard document.issuer.utf8.elementsEqual(issuer.utf8) else {
            throw Fault.otherIssuer(String(document.issuer.prefix(200)))
        }
        func address(_ text: String?, _ name: String) throws(Fault) -> URL {
            guard let url = text.flatMap(OIDCProvider.address) else { throw .noAddress(name) }
            return url
        }
        authorization = try address(document.authorization_endpoint, "authorization_endpoint")
        token = try address(document.token_endpoint, "token_endpoint")
        keys = try address(document.jwks_uri, "jwks_uri")
        endOfSession = document.end_session_endpoint.flatMap(OIDCProvider.address)
        let methods = document.token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
        takesSecretInBody =
            methods.contains("client_secret_post") && !methods.contains("client_secret_basic")
        namesIssuer = document.authorization_response_iss_parameter_supported ?? false
    }

    /// The members as the specification names them.
    private struct Document: Decodable {
        let issuer: String
        let authorization_endpoint: String?
        let token_endpoint: String?
        let jwks_uri: String?
        let end_session_endpoint: String?
        let token_endpoint_auth_methods_supported: [String]?
        let authorization_response_iss_parameter_supported: Bool?
    }

    /// The address of an issuer's description; nil if the issuer is no address.
    package static func address(of issuer: String) -> URL? {
        guard OIDCProvider.isAddress(issuer), !issuer.contains("?"), !issuer.contains("#") else {
            return nil
        }
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        return OIDCProvider.address(base + "/.well-known/openid-configuration")
    }
}
