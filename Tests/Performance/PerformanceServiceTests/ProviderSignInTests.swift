import Access
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import NIOCore
import PerformanceService
import SignIn
import Testing

@Suite struct ProviderSignInTests {
    /// A service whose provider nobody can reach.
    private func service() throws -> TestedService {
        var oidc = SignInProvider<Viewer>(
            OIDCProvider(
                issuer: "http://127.0.0.1:1",
                client: OIDCClient(
                    id: "parallax", secret: "s3cr3t", redirect: "http://127.0.0.1/sign-in/callback")
            ))
        oidc.name = "Acme <1>"
        return try TestedService(oidc: oidc)
    }

    @Test func `The sign-in page has a button for the provider, and the token form`() async throws {
        let page = String(
            buffer: try await service().answer("/sign-in?next=%2Fmonths%2F2026-10").body)
        #expect(page.contains("href=\"/sign-in/provider?next=%2Fmonths%2F2026-10\""))
        #expect(page.contains("Sign in with Acme &lt;1&gt;"))
        #expect(page.contains("id=\"token\""))
        let plain = String(buffer: try await TestedService().answer("/sign-in").body)
        #expect(!plain.contains("/sign-in/provider") && plain.contains("id=\"token\""))
    }

    @Test func `A provider that cannot be reached is said in a line`() async throws {
        let service = try service()
        for _ in 0..<2 {
            let answer = try await service.answer("/sign-in/provider")
            #expect(answer.status == .serviceUnavailable)
            #expect(
                String(buffer: answer.body).contains(
                    "Signing in with Acme &lt;1&gt; does not work just now."))
        }
    }

    @Test(arguments: [
        "", "?code=a", "?state=b&code=a", "?error=access_denied", "?state=&code=",
        "?state=b&error=%3Cb%3E",
    ])
    func `An answer that no sign-in asked for is refused and logged`(query: String) async throws {
        let service = try service()
        let answer = try await service.answer("/sign-in/callback" + query)
        #expect(answer.status == .badRequest)
        #expect(answer.headers[.setCookie] == nil)
        let log = try service.accessStore.records(of: nil, before: nil, limit: 9)
        #expect(
            log.map(\.record.what) == [
                "sign-in refused: the answer belongs to no sign-in that is open in this browser"
            ])
        #expect(log.first?.record.role == nil)
    }

    @Test func `A parameter that comes twice is refused`() async throws {
        let answer = try await service().answer("/sign-in/callback?state=a&state=b&code=c")
        #expect(answer.status == .badRequest)
    }

    @Test func `Attempts from one address have an end`() async throws {
        let service = try service()
        var answered = 0
        while answered < 200,
            try await service.answer("/sign-in/callback").status != .tooManyRequests
        {
            answered += 1
        }
        // A slow machine gets a few more, as time passes.
        #expect((20..<200).contains(answered))
        let entries = try service.accessStore.records(of: nil, before: nil, limit: 500)
        #expect(entries.count == min(answered, 100))
    }

    @Test func `Sign-ins with a token are logged, and not shown to CSMs`() async throws {
        let service = try TestedService()
        _ = try await service.signIn(service.secret(of: .vp))
        _ = try await service.signIn("plx_nothing")
        let log = try service.accessStore.records(of: nil, before: nil, limit: 9).map(\.record)
        #expect(
            log.map(\.what) == [
                "sign-in refused: the token was not accepted", "signed in with a token",
            ])
        #expect(log[1].role == .vp && log[1].kind == .signIn)
        #expect(try service.accessStore.records(of: CSMID("c1"), before: nil, limit: 9).isEmpty)
        let page = String(buffer: try await service.answer("/access-log", as: .admin).body)
        #expect(page.contains("signed in with a token") && page.contains("somebody unknown"))
    }
}
