import Foundation
import Identity
import Testing

@Suite struct ProviderMetadataTests {
    private let issuer = "https://login.example.com/realms/acme"

    private func metadata(_ changes: [String: Any?] = [:]) throws -> ProviderMetadata {
        var members: [String: Any] = [
            "issuer": issuer, "authorization_endpoint": issuer + "/auth",
            "token_endpoint": issuer + "/token", "jwks_uri": issuer + "/certs",
            "end_session_endpoint": issuer + "/logout",
        ]
        for (name, value) in changes { members[name] = value }
        return try ProviderMetadata(
            try JSONSerialization.data(withJSONObject: members), of: issuer)
    }

    @Test func `A description says where to go`() throws {
        let plain = try metadata()
        #expect(plain.authorization.absoluteString == issuer + "/auth")
        #expect(plain.token.absoluteString == issuer + "/token")
        #expect(plain.keys.absoluteString == issuer + "/certs")
        #expect(plain.endOfSession?.absoluteString == issuer + "/logout")
        #expect(!plain.takesSecretInBody && !plain.namesIssuer)
        let other = try metadata([
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
            "authorization_response_iss_parameter_supported": true,
            "end_session_endpoint": "javascript:alert(1)",
        ])
        #expect(other.takesSecretInBody && other.namesIssuer && other.endOfSession == nil)
        let both = ["client_secret_post", "client_secret_basic"]
        #expect(
            try !metadata(["token_endpoint_auth_methods_supported": both]).takesSecretInBody)
    }

    @Test(arguments: ["https://login.example.com/realms/acme/", "https://evil.example", ""])
    func `A description of another issuer is refused`(other: String) {
        #expect(throws: ProviderMetadata.Fault.otherIssuer(other)) {
            try metadata(["issuer": other])
        }
    }

    @Test(arguments: ["authorization_endpoint", "token_endpoint", "jwks_uri"])
    func `An address that is missing or not https is refused`(name: String) {
        for value in ["http://login.example.com/", "ftp://login.example.com/", "/path", "", nil] {
            #expect(throws: ProviderMetadata.Fault.noAddress(name)) {
                try metadata([name: value as Any?])
            }
        }
    }

    @Test(arguments: [
        ("https://a.example", "https://a.example/.well-known/openid-configuration"),
        ("https://a.example/", "https://a.example/.well-known/openid-configuration"),
        ("https://a.example/x/", "https://a.example/x/.well-known/openid-configuration"),
        ("http://127.0.0.1:9/x", "http://127.0.0.1:9/x/.well-known/openid-configuration"),
        ("http://a.example", nil), ("https://a.example?x", nil), ("https://a.example#x", nil),
    ])
    func `A description is at the address of its issuer`(issuer: String, address: String?) {
        #expect(ProviderMetadata.address(of: issuer)?.absoluteString == address)
    }

    @Test func `A client never shows its secret`() {
        let client = OIDCClient(id: "parallax", secret: "s3cr3t", redirect: "https://a.example")
        let provider = OIDCProvider(issuer: issuer, client: client)
        for text in ["\(client)", String(reflecting: client), "\(provider)"] {
            #expect(!text.contains("s3cr3t"), "\(text)")
        }
        var dumped = ""
        dump(provider, to: &dumped)
        #expect(!dumped.contains("s3cr3t"))
    }
}
