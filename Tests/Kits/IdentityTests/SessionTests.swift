import Access
import Domain
import PerformanceService
import Testing

@Suite struct SessionTests {
    private let signer = Session.Signer(key: Array(0..<32))
    private let now = Instant(seconds: 1_800_000_000)

    @Test func `A cookie holds until its end and only as it was signed`() {
        let session = Session(.token("tok-1"), expires: now + 60)
        let cookie = signer.cookie(session)
        #expect(signer.session(cookie, at: now) == session)
        #expect(signer.session(cookie, at: now + 60) == nil)
        #expect(signer.session(cookie.replacing("tok-1", with: "tok-2"), at: now) == nil)
        #expect(
            signer.session(cookie.replacing("\(now.seconds + 60)", with: "9999999999"), at: now)
                == nil)
        #expect(Session.Signer(key: Array(1..<33)).session(cookie, at: now) == nil)
        #expect(
            signer.session(signer.cookie(Session(.token("tok-1"), expires: now + 60)), at: now)
                != session)
        for forged in ["", ".", "..", "tok-1.99999999999", cookie + "A", String(cookie.dropLast())]
        {
            #expect(signer.session(forged, at: now) == nil, "\(forged)")
        }
    }

    @Test func `Whom a provider named stays who they were, and cannot be made another`() {
        let viewer = Viewer(
            subject: "oidc:u.17", name: "Ada \u{1F642} Quist", role: .csm, csm: CSMID("c.1"),
            team: nil)
        let session = Session(.named(viewer), expires: now + 60)
        let cookie = signer.cookie(session)
        #expect(signer.session(cookie, at: now) == session)
        let other = Viewer(subject: "oidc:u.17", name: "Ada Quist", role: .vp)
        let forged = signer.cookie(Session(.named(other), expires: now + 60)).split(separator: ".")
        let parts = cookie.split(separator: ".")
        #expect(signer.session("\(forged[0]).\(parts[1]).\(parts[2]).\(parts[3])", at: now) == nil)
        #expect(signer.session("as-.\(parts[1]).\(parts[2]).\(parts[3])", at: now) == nil)
    }

    @Test func `A form's field is good for one session and is no cookie`() {
        let (mine, other) = (
            Session(.token("tok-1"), expires: now + 60), Session(.token("tok-2"), expires: now + 60)
        )
        let field = signer.formField(mine)
        #expect(signer.isFormField(field, of: mine))
        #expect(!signer.isFormField(field, of: other))
        #expect(!signer.isFormField("", of: mine))
        #expect(!signer.isFormField(field, of: Session(.token("tok-1"), expires: now + 60)))
        #expect(
            signer.session("tok-1.\(now.seconds + 60).\(mine.id).\(field)", at: now) == nil)
    }

    @Test func `Secrets are 256 bits that do not repeat, and their hashes tell them apart`() {
        let secrets = (0..<1000).map { _ in TokenSecret() }
        #expect(Set(secrets.map(\.text)).count == 1000)
        #expect(Set(secrets.map(\.hash)).count == 1000)
        #expect(secrets.allSatisfy { $0.text.hasPrefix("plx_") && $0.text.count == 4 + 43 })
        #expect(secrets.allSatisfy { $0.hash.count == 32 })
    }

    @Test func `A proxy is believed from here and from private networks alone`() {
        let near = [
            "127.0.0.1", "::1", "::ffff:127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255",
            "192.168.1.1", "fd00::1",
        ]
        let far = [
            "8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "2001:db8::1", "::ffff:8.8.8.8",
            "", "127.0.0", "10.0.0.256",
        ]
        #expect(near.allSatisfy(isNear))
        #expect(!far.contains(where: isNear))
    }

    @Test func `A caller may make some requests at once and then so many a second`() {
        let limit = RateLimit(perSecond: 2, burst: 3)
        for _ in 0..<3 { #expect(limit.wait("a", at: 10) == nil) }
        #expect(limit.wait("a", at: 10) == 1)
        #expect(limit.wait("b", at: 10) == nil)
        #expect(limit.wait("a", at: 10.5) == nil)
        #expect(limit.wait("a", at: 10.5) == 1)
        for _ in 0..<9 { #expect(limit.wait("c", at: 0, for: 0) == nil) }
        for _ in 0..<3 { #expect(limit.wait("c", at: 0) == nil) }
        #expect(limit.wait("c", at: 0, for: 0) == 1)
        #expect(RateLimit(perSecond: 0.1, burst: 1).wait("a", at: 0) == nil)
    }
}
