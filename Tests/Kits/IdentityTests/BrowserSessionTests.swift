import Calendar
import Identity
import Testing

@Suite struct BrowserSessionTests {
    private let signer = SessionSigner(key: Array(0..<32), cookieName: "session")
    private let now = Instant(seconds: 1_800_000_000)

    @Test func `A cookie holds until its end and only as it was signed`() throws {
        let session = try BrowserSession(.token("tok-1"), expires: now + 60)
        let cookie = signer.cookie(session)
        #expect(signer.session(cookie, at: now) == session)
        #expect(signer.session(cookie, at: now + 60) == nil)
        #expect(signer.session(cookie.replacing("tok-1", with: "tok-2"), at: now) == nil)
        #expect(
            signer.session(cookie.replacing("\(now.seconds + 60)", with: "9999999999"), at: now)
                == nil)
        #expect(
            SessionSigner(key: Array(1..<33), cookieName: "session").session(cookie, at: now) == nil
        )
        #expect(
            signer.session(
                signer.cookie(try BrowserSession(.token("tok-1"), expires: now + 60)), at: now)
                != session)
        // The last letter of a signature holds two bits that no byte has.
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/="
        for letter in letters where letter != cookie.last {
            #expect(signer.session(String(cookie.dropLast()) + String(letter), at: now) == nil)
        }
        for forged in ["", ".", "..", "tok-1.99999999999", cookie + "A", String(cookie.dropLast())]
        {
            #expect(signer.session(forged, at: now) == nil, "\(forged)")
        }
    }

    /// HMAC with SHA-256 of Python's `hmac`, under the key 0, 1, … 31.
    @Test func `Cookies and forms of earlier versions are good`() throws {
        let end = ".1800000060.AAAAAAAAAAAAAAAAAAAAAA"
        let token = try #require(
            signer.session(
                "tok-1\(end).RoXbK6ISj2KTAnsxAD16jxfRLBFHBfy99Dgh9ITgfLo", at: now))
        #expect(token.bearer == .token("tok-1"))
        #expect(token.expires == now + 60)
        #expect(signer.isFormField("VdE1IV95cRZg1k5Z0H1Bh3F2zRMhOmZZ67liBv54zWQ", of: token))
        let named = try #require(
            signer.session(
                "as-WyJvaWRjOnVcLzE3IiwiQWRhIiwiY3NtIiwiYy4xIixudWxsXQ\(end)"
                    + ".zHyk2WK_PJlx-qceCCg2qB6Tw2FaR4ZRbtAyyqsnIM4", at: now))
        #expect(named.bearer == .named(["oidc:u/17", "Ada", "csm", "c.1", nil]))
        #expect(signer.isFormField("rVDHjriAxKw0VM8-1LuznRWjmjLL24V0Mv8B9aIsf2E", of: named))
    }

    @Test func `Whom a provider named stays who they were, and cannot be made another`() throws {
        let words = ["oidc:u.17", "Ada \u{1F642} Quist", "csm", "c.1", nil]
        let session = try BrowserSession(.named(words), expires: now + 60)
        let cookie = signer.cookie(session)
        #expect(signer.session(cookie, at: now) == session)
        let other = ["oidc:u.17", "Ada Quist", "vp", nil, nil]
        let forged = signer.cookie(try BrowserSession(.named(other), expires: now + 60)).split(
            separator: ".")
        let parts = cookie.split(separator: ".")
        #expect(signer.session("\(forged[0]).\(parts[1]).\(parts[2]).\(parts[3])", at: now) == nil)
        #expect(signer.session("as-.\(parts[1]).\(parts[2]).\(parts[3])", at: now) == nil)
    }

    @Test func `A form's field is good for one session and is no cookie`() throws {
        let (mine, other) = (
            try BrowserSession(.token("tok-1"), expires: now + 60),
            try BrowserSession(.token("tok-2"), expires: now + 60)
        )
        let field = signer.formField(mine)
        #expect(signer.isFormField(field, of: mine))
        #expect(!signer.isFormField(field, of: other))
        #expect(!signer.isFormField("", of: mine))
        #expect(
            !signer.isFormField(field, of: try BrowserSession(.token("tok-1"), expires: now + 60)))
        #expect(
            signer.session("tok-1.\(now.seconds + 60).\(mine.id).\(field)", at: now) == nil)
    }

    @Test func `Secrets are 256 bits that do not repeat, and their hashes tell them apart`() {
        let secrets = (0..<1000).map { _ in TokenSecret(prefix: "plx_") }
        #expect(Set(secrets.map(\.text)).count == 1000)
        #expect(Set(secrets.map(\.hash)).count == 1000)
        #expect(secrets.allSatisfy { $0.text.hasPrefix("plx_") && $0.text.count == 4 + 43 })
        #expect(secrets.allSatisfy { $0.hash.count == 32 })
    }
}
