import ArgumentParser
package import Configuration
import Foundation
import Glibc
import Identity
package import SignIn

/// The settings of the OpenID Connect provider, as a service reads them at its start.
package struct ProviderSettings<Viewer: SignInViewer> {
    private let settings: ConfigReader
    /// An address at which browsers open the service, for error messages.
    private let example: String

    /// These settings; an error shows `example` as the address at which browsers open the service.
    package init(_ settings: ConfigReader, example: String) {
        self.settings = settings
        self.example = example
    }

    /// The provider; nil if none is named.
    ///
    /// - Throws: `ValidationError` that names the setting that is missing or wrong.
    package func provider() throws -> SignInProvider<Viewer>? {
        guard let issuer = settings.string(forKey: "oidc.issuer") else { return nil }
        guard OIDCProvider.isAddress(issuer), !issuer.contains("?"), !issuer.contains("#") else {
            throw ValidationError(
                "oidc.issuer '\(issuer)' is no https address (http only of this machine).")
        }
        let audience = settings.string(forKey: "oidc.audience")
        let keys = settings.string(forKey: "oidc.jwks")
        let client = try client()
        guard client != nil || (audience != nil && keys != nil) else {
            throw ValidationError(
                "oidc.issuer needs oidc.client.id, with which people sign in, or oidc.audience and "
                    + "oidc.jwks, for access tokens.")
        }
        if let keys, !OIDCProvider.isAddress(keys), access(keys, R_OK) != 0 {
            throw ValidationError(
                "oidc.jwks '\(keys)' is neither an https address nor a file that can be read.")
        }
        var provider = SignInProvider<Viewer>(
            OIDCProvider(issuer: issuer, audience: audience, keys: keys, client: client))
        provider.name = settings.string(forKey: "oidc.name", default: provider.name)
        provider.contact = settings.string(forKey: "oidc.contact", default: provider.contact)
        provider.roleClaim = settings.string(forKey: "oidc.role.claim", default: provider.roleClaim)
        for part in Viewer.terms.parts {
            // The claim with the parts of a role, such as oidc.team.claim: "groups".
            if let claim = settings.string(forKey: .init(["oidc", part.name, "claim"])) {
                provider.partClaims[part.name] = claim
            }
        }
        for role in Viewer.Role.allCases {
            // The company's own word for a role, such as oidc.roles.admin: "cs-operations".
            if let word = settings.string(forKey: .init(["oidc", "roles", role.rawValue])) {
                provider.roles = provider.roles.filter { $0.value != role }
                provider.roles[word] = role
            }
        }
        return provider
    }

    /// The client with which people sign in; nil if they do not.
    private func client() throws -> OIDCClient? {
        guard let id = settings.string(forKey: "oidc.client.id") else { return nil }
        guard let address = settings.string(forKey: "oidc.address") else {
            throw ValidationError(
                "oidc.client.id needs oidc.address beside it: the address at which browsers open "
                    + "the service, as \(example).")
        }
        guard OIDCProvider.isAddress(address), let parts = URLComponents(string: address),
            ["", "/"].contains(parts.path), parts.query == nil, parts.fragment == nil,
            parts.user == nil
        else {
            throw ValidationError(
                "oidc.address '\(address)' must be https and a host alone, as \(example) (http "
                    + "only of this machine).")
        }
        let base = address.hasSuffix("/") ? String(address.dropLast()) : address
        let scopes = settings.string(forKey: "oidc.scopes", default: "openid profile email")
            .split(separator: " ").map(String.init)
        guard scopes.contains("openid") else {
            throw ValidationError("oidc.scopes must have 'openid' among them.")
        }
        return OIDCClient(
            id: id, secret: try secret(), redirect: base + SignInPath.back, scopes: scopes)
    }

    /// The client secret: from a file, or from the environment; nil for none.
    private func secret() throws -> String? {
        guard let path = settings.string(forKey: "oidc.client.secret.file") else {
            return settings.string(forKey: "oidc.client.secret", isSecret: true)
        }
        let text: String
        do {
            text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        } catch {
            throw ValidationError("oidc.client.secret.file '\(path)' cannot be read.")
        }
        let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !secret.isEmpty else {
            throw ValidationError("oidc.client.secret.file '\(path)' is empty.")
        }
        return secret
    }
}
