import Calendar
import Identity
import Testing

@Suite struct SignInAttemptTests {
    private let start = Instant(seconds: 1_900_000_000)
    private let signer = SessionSigner(key: Array(0..<32), cookieName: "session")

    private func begun(next: String? = "/months/2026-10?a=b") throws -> (SignInAttempt, String) {
        let begun = signer.newAttempt(next: next, expires: start + 600)
        return try #require(begun.map { ($0.attempt, $0.cookie) })
    }

    @Test func `A sign-in is finished in the browser that began it, within its time`() throws {
        let (attempt, cookie) = try begun()
        #expect(signer.attempt(cookie, at: start + 599) == attempt)
        #expect(signer.attempt(cookie, at: start + 600) == nil)
        #expect(attempt.next == "/months/2026-10?a=b")
        #expect(signer.isState(attempt.state, of: attempt))
        let (other, _) = try begun()
        #expect(other.id != attempt.id && other.state != attempt.state)
        #expect(!signer.isState(other.state, of: attempt))
        #expect(!signer.isState("", of: attempt))
    }

    @Test func `A changed cookie, one of another installation and a session's are none`() throws {
        let (attempt, cookie) = try begun()
        let parts = cookie.split(separator: ".").map(String.init)
        for changed in [
            "", "...", cookie + "A", String(cookie.dropLast()), "x" + cookie,
            "\(parts[0]).\(parts[1]).\(parts[2])",
            "\(parts[0]).2900000000.\(parts[2]).\(parts[3])",
            "\(parts[0]).\(parts[1]).Ly9ldmlsLmV4YW1wbGU.\(parts[3])",
        ] {
            #expect(signer.attempt(changed, at: start) == nil, "\(changed)")
        }
        let strange = SessionSigner(key: Array(1..<33), cookieName: "session")
        #expect(strange.attempt(cookie, at: start) == nil)
        #expect(!strange.isState(attempt.state, of: attempt))
        let session = try BrowserSession(.token("tok-1"), expires: start + 600)
        #expect(signer.attempt(signer.cookie(session), at: start) == nil)
        #expect(signer.session(cookie, at: start) == nil)
    }

    @Test func `A path that would not fit into a cookie is left out`() throws {
        let path = "/" + String(repeating: "a", count: 1500)
        #expect(try begun(next: path).0.next == nil)
        #expect(try begun(next: nil).0.next == nil)
        #expect(try begun(next: String(path.dropLast())).0.next != nil)
    }

    @Test func `A code challenge is that of RFC 7636, appendix B`() {
        #expect(
            CodeSignIn.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
                == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test func `The session of a person is read back as theirs`() throws {
        let session = try BrowserSession(.person("per-0badcafe"), expires: start + 600)
        let read = try #require(signer.session(signer.cookie(session), at: start))
        #expect(read == session && read.bearer == .person("per-0badcafe"))
    }

    @Test(arguments: [
        ("access_denied", "access_denied"), (nil, "no_reason_given"), ("", "no_reason_given"),
        ("<b>", "no_reason_given"), ("a\nb", "no_reason_given"),
        (String(repeating: "a", count: 61), "no_reason_given"),
    ])
    func `Of a provider's error only a code is repeated`(said: String?, code: String) {
        #expect(SignInFault.code(said) == code)
    }
}
