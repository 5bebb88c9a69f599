import Calendar
import Crypto
import Foundation
import Identity
import JWTKit
import Logging
import Testing

/// What an ID token of the tests says; nil leaves a claim out.
private struct Said: JWTPayload {
    var iss: String? = "https://login.example.com/"
    var sub: String? = "u-17"
    var aud: [String]? = ["parallax"]
    var azp: String?
    var exp: Double? = 1_900_000_300
    var iat: Double? = 1_900_000_000
    var nbf: Double?
    var nonce: String? = "n-1"
    var email: String? = "Vera@Example.com"
    // swift-format-ignore: AlwaysUseLowerCamelCase
    var email_verified: Bool?

    func verify(using _: some JWTAlgorithm) {}
}

@Suite struct IDTokenTests {
    private let time = Instant(seconds: 1_900_000_000)
    private static let ecKey = ES256PrivateKey()
    private let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A verifier that knows the key.
    private func verifier() throws -> OIDCVerifier {
        let ec = try #require(Self.ecKey.parameters)
        let keys = """
            {"keys": [{"kty":"EC","crv":"P-256","kid":"ec","x":"\(ec.x)","y":"\(ec.y)"}]}
            """
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
        try keys.write(to: file, atomically: true, encoding: .utf8)
        let provider = OIDCProvider(issuer: "https://login.example.com/", keys: file.path())
        return OIDCVerifier(
            provider, discovery: ProviderDiscovery(of: provider.issuer, logger: silent),
            logger: silent)
    }

    private func token(
        _ said: Said = Said(), header: JWTHeader = ["typ": "JWT"]
    ) async throws -> String {
        let keys = await JWTKeyCollection().add(ecdsa: Self.ecKey, kid: "ec")
        return try await keys.sign(said, kid: "ec", header: header)
    }

    private func refusal(of token: String) async throws -> TokenRefusal? {
        do {
            _ = try await verifier().identity(in: token, for: "parallax", nonce: "n-1", at: time)
            return nil
        } catch {
            return error as? TokenRefusal
        }
    }

    @Test func `A good token says who signed in`() async throws {
        var said = Said()
        let unverified = try await verifier().identity(
            in: token(said), for: "parallax", nonce: "n-1", at: time)
        #expect(unverified.subject == "u-17" && unverified.verifiedEmail == nil)
        said.email_verified = true
        said.aud = ["other", "parallax"]
        said.azp = "parallax"
        let verified = try await verifier().identity(
            in: token(said, header: [:]), for: "parallax", nonce: "n-1", at: time)
        #expect(verified.verifiedEmail == "Vera@Example.com")
    }

    @Test func `What is wrong with a token is named`() async throws {
        let wrong: [(WritableKeyPath<Said, String?>, String?, TokenRefusal)] = [
            (\.iss, "https://login.example.com", .issuer), (\.azp, "other", .authorizedParty),
            (\.nonce, "n-2", .nonce), (\.nonce, nil, .nonce), (\.sub, "", .subject),
            (\.sub, String(repeating: "s", count: 256), .subject), (\.sub, nil, .signature),
        ]
        for (path, value, expected) in wrong {
            var said = Said()
            said[keyPath: path] = value
            #expect(try await refusal(of: token(said)) == expected, "\(path)")
        }
        let times: [(WritableKeyPath<Said, Double?>, Double?, TokenRefusal)] = [
            (\.exp, 1_900_000_000, .expired), (\.exp, nil, .signature),
            (\.iat, 1_900_000_061, .issuedLater), (\.iat, nil, .issuedLater),
            (\.nbf, 1_900_000_061, .notYet),
        ]
        for (path, value, expected) in times {
            var said = Said()
            said[keyPath: path] = value
            #expect(try await refusal(of: token(said)) == expected, "\(path)")
        }
        for audience in [["other"], [], nil] {
            var said = Said()
            said.aud = audience
            #expect(try await refusal(of: token(said)) == .audience)
        }
        var said = Said()
        said.aud = ["parallax", "other"]
        #expect(try await refusal(of: token(said)) == .authorizedParty)
    }

    @Test func `Other kinds of tokens and unknown extensions are refused`() async throws {
        let access = try await token(header: ["typ": "at+jwt"])
        #expect(try await refusal(of: access) == .type("its type is at+jwt"))
        let critical = try await token(header: ["crit": .array([.string("exp")])])
        #expect(try await refusal(of: critical) == .type("its header demands an extension"))
    }

    @Test func `A token without a true signature is refused, whatever its header says`()
        async throws
    {
        let good = try await token().split(separator: ".").map(String.init)
        let strange = await JWTKeyCollection().add(ecdsa: ES256PrivateKey(), kid: "ec")
        var tokens = [
            try await strange.sign(Said(), kid: "ec"), "\(good[0]).\(good[1]).", "..", "",
        ]
        for algorithm in ["none", "None", "HS256"] {
            let head = Data("{\"alg\":\"\(algorithm)\",\"kid\":\"ec\"}".utf8).base64EncodedString()
                .base64URL
            let start = "\(head).\(good[1])"
            let secret = SymmetricKey(data: Data(Self.ecKey.publicKey.pemRepresentation.utf8))
            let mark = Data(HMAC<SHA256>.authenticationCode(for: Data(start.utf8), using: secret))
            tokens += [
                "\(start).", "\(start).\(good[2])",
                "\(start).\(mark.base64EncodedString().base64URL)",
            ]
        }
        for token in tokens {
            #expect(try await refusal(of: token) == .signature, "\(token)")
        }
    }
}

extension String {
    /// Base64 as JSON Web Tokens have it.
    fileprivate var base64URL: String {
        replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_")
    }
}
