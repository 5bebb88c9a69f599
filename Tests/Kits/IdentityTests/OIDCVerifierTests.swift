import Calendar
import Crypto
import Foundation
import Identity
import JWTKit
import Logging
import Testing

/// What a token of the tests says.
private struct Said: JWTPayload {
    var iss = "https://login.example.com/"
    var sub = "u-17"
    var aud = "parallax"
    var exp = 2_000_000_000
    var nonce: String?

    func verify(using _: some JWTAlgorithm) {}
}

@Suite struct OIDCVerifierTests {
    private let time = Instant(seconds: 1_900_000_000)
    private let key = ES256PrivateKey()
    private let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A verifier that knows the key, beside those in `others`.
    private func verifier(others: String = "", kid: String? = "1") throws -> OIDCVerifier {
        let parameters = try #require(key.parameters)
        let named = kid.map { "\"kid\":\"\($0)\"," } ?? ""
        let own = """
            {"kty":"EC","crv":"P-256",\(named)"x":"\(parameters.x)","y":"\(parameters.y)"}
            """
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
        try "{\"keys\":[\(others)\(own)]}".write(to: file, atomically: true, encoding: .utf8)
        let provider = OIDCProvider(
            issuer: "https://login.example.com/", audience: "parallax", keys: file.path())
        return OIDCVerifier(
            provider, discovery: ProviderDiscovery(of: provider.issuer, logger: silent),
            logger: silent)
    }

    private func token(_ header: JWTHeader = [:], _ said: Said = Said()) async throws -> String {
        try await JWTKeyCollection().add(ecdsa: key, kid: "1").sign(said, kid: "1", header: header)
    }

    @Test func `Keys that are not understood are passed over`() async throws {
        let others = """
            {"kty":"oct","k":"AAAA"}, {"kty":"XYZ","kid":"9"}, {"kid":"none"}, 7,
            """
        let token = try await token(["typ": "at+jwt"])
        #expect(try await verifier(others: others).claims(bearing: token, at: time) != nil)
        #expect(try await verifier(kid: nil).claims(bearing: token, at: time) != nil)
    }

    @Test func `Types of access tokens are taken, others refused`() async throws {
        let verifier = try verifier()
        for (type, isTaken) in [
            ("at+jwt", true), ("application/at+JWT", true), ("JWT", true), ("logout+jwt", false),
        ] {
            let token = try await token(["typ": .string(type)])
            let claims = await verifier.claims(bearing: token, at: time)
            #expect((claims != nil) == isTaken, "\(type)")
        }
    }

    @Test func `ID tokens and unknown extensions are refused`() async throws {
        let verifier = try verifier()
        let identity = try await token(["typ": "JWT"], Said(nonce: "n"))
        #expect(await verifier.claims(bearing: identity, at: time) == nil)
        let critical = try await token(["typ": "at+jwt", "crit": .array([.string("exp")])])
        #expect(await verifier.claims(bearing: critical, at: time) == nil)
    }

    @Test func `A token without a signature, or signed with the public key, is refused`()
        async throws
    {
        let verifier = try verifier()
        let body = try await token().split(separator: ".")[1]
        for algorithm in ["none", "HS256"] {
            let head = Data("{\"alg\":\"\(algorithm)\",\"kid\":\"1\"}".utf8).base64EncodedString()
                .replacing("=", with: "")
            let start = "\(head).\(body)"
            let secret = SymmetricKey(data: Data(key.publicKey.pemRepresentation.utf8))
            let mark = HMAC<SHA256>.authenticationCode(for: Data(start.utf8), using: secret)
            let signature = Data(mark).base64EncodedString().replacing("=", with: "")
                .replacing("+", with: "-").replacing("/", with: "_")
            for token in ["\(start).", "\(start).\(signature)"] {
                #expect(await verifier.claims(bearing: token, at: time) == nil)
            }
        }
    }

    @Test(arguments: [
        ("https://login.example.com/keys", true), ("http://127.0.0.1:8080/keys", true),
        ("http://localhost/keys", true), ("http://[::1]:80/", true),
        ("http://127.0.0.1.evil.example/", false), ("http://127.0.0.1@evil.example/", false),
        ("http://login.example.com/", false), ("https://", false), ("/etc/keys.json", false),
    ])
    func `Plain http is taken of this machine only`(text: String, isTaken: Bool) {
        #expect(OIDCProvider.isAddress(text) == isTaken)
    }
}
