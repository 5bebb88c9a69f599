import Access
import Calendar
import Foundation
import HTTPTypes
import HummingbirdTesting
import Identity
import NIOCore
import PerformanceService
import Testing
import Web

@Suite struct RequestTests {
    private let review = "/api/v1/reviews/2026-10"
    private let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]

    private func status(_ cookie: String, _ service: TestedService) async throws -> Int {
        try await service.answer(review + "/company", fields: [.cookie: cookie]).status.code
    }

    @Test func `HEAD is answered as GET is, without the body`() async throws {
        let service = try TestedService()
        let get = try await service.answer(review + "/company", as: .vp)
        let head = try await service.answer(.head, review + "/company", as: .vp)
        #expect(head.status == .ok)
        #expect(head.body.readableBytes == 0)
        #expect(head.headers[.eTag] == get.headers[.eTag])
        #expect(head.headers[.contentType] == get.headers[.contentType])
        #expect(try await service.answer(.head, review, as: .csm).status == .forbidden)
    }

    @Test func `What is known already is not sent again`() async throws {
        let service = try TestedService()
        let first = try await service.answer(review + "/company", as: .vp)
        let tag = try #require(first.headers[.eTag])
        let again = try await service.answer(
            review + "/company", as: .vp, fields: [.ifNoneMatch: tag])
        #expect(again.status == .notModified)
        #expect(again.body.readableBytes == 0)
    }

    @Test func `An address says which methods it takes, to anybody`() async throws {
        let service = try TestedService()
        for (path, allowed) in [
            ("/api/v1/months", "GET"), ("/api/v1/imports", "GET, POST"), ("/sign-out", "POST"),
        ] {
            let answer = try await service.answer(.delete, path)
            #expect(answer.status == .methodNotAllowed)
            #expect(answer.headers[.allow] == allowed)
        }
    }

    @Test func `A signed-in browser is who its token says, until it signs out`() async throws {
        let service = try TestedService()
        let cookie = try #require(try await service.signIn(service.secret(of: .vp)))
        #expect(cookie.hasPrefix("parallax_session="))
        #expect(try await status(cookie, service) == 200)
        let account = try await service.answer("/account", fields: [.cookie: cookie])
        let field = try #require(
            String(buffer: account.body).split(separator: "name=\"form\" value=\"").last?
                .split(separator: "\"").first)
        var fields = form
        fields[.cookie] = cookie
        let refused = try await service.answer(
            .post, "/sign-out", fields: fields, body: "form=\(String(field.reversed()))")
        #expect(refused.status == .forbidden)
        #expect(try await status(cookie, service) == 200)
        let signedOut = try await service.answer(
            .post, "/sign-out", fields: fields, body: "form=\(field)")
        #expect(signedOut.status == .seeOther)
        #expect(try await status(cookie, service) == 401)
    }

    @Test func `A broken cookie, a forged one and one of another installation open nothing`()
        async throws
    {
        let service = try TestedService()
        let cookie = try #require(try await service.signIn(service.secret(of: .admin)))
        let vp = try #require(try service.accessStore.tokens().first { $0.viewer.role == .vp })
        let session = try BrowserSession(.token(vp.id), expires: now() + 60)
        func signed(_ key: [UInt8]) -> String {
            "parallax_session="
                + SessionSigner(key: key, cookieName: "parallax_session").cookie(session)
        }
        #expect(try await status(signed(service.accessStore.signingKey), service) == 200)
        #expect(try await status(signed(Array(1..<33)), service) == 401)
        let parts = cookie.split(separator: ".")
        let forged = [
            "parallax_session=", "parallax_session=a.b.c.d", "parallax_session=....",
            "parallax_session=\(vp.id).\(parts[1]).\(parts[2]).\(parts[3])", cookie + "A",
            String(cookie.dropLast()), String(cookie.dropLast(43)), cookie.uppercased(),
        ]
        for cookie in forged {
            #expect(try await status(cookie, service) == 401, "\(cookie)")
        }
    }

    @Test func `A token that is over, ended or unknown opens nothing, and its sessions end`()
        async throws
    {
        let service = try TestedService()
        let old = Viewer.newSecret()
        let viewer = try #require(Asker.vp.viewer)
        try service.accessStore.add(old.token(for: viewer, at: now() + -120, lasting: 60))
        for secret in [old.text, Viewer.newSecret().text, "", "plx_"] {
            let answer = try await service.answer(
                review + "/company", fields: [.authorization: "Bearer \(secret)"])
            #expect(answer.status == .unauthorized)
            #expect(try await service.signIn(secret) == nil)
        }
        let basic = try await service.answer(
            review + "/company",
            fields: [.authorization: "Basic \(service.secret(of: .vp))"])
        #expect(basic.status == .unauthorized)
        let cookie = try #require(try await service.signIn(service.secret(of: .vp)))
        let hash = TokenSecret(shown: service.secret(of: .vp)).hash
        let token = try #require(try service.accessStore.token(hash: hash))
        #expect(try service.accessStore.revoke(token.id, at: now()))
        #expect(try await status(cookie, service) == 401)
        #expect(try await service.answer(review, as: .vp).status == .unauthorized)
    }

    @Test func `A form of another site is refused`() async throws {
        let service = try TestedService()
        let secret = service.secret(of: .vp)
        for (name, value, status) in [
            ("Sec-Fetch-Site", "cross-site", 403), ("Sec-Fetch-Site", "same-origin", 303),
            ("Origin", "https://evil.example", 403), ("Origin", "https://localhost", 303),
        ] {
            var fields = form
            fields[try #require(HTTPField.Name(name))] = value
            let answer = try await service.answer(
                .post, "/sign-in", fields: fields, body: "token=\(secret)")
            #expect(answer.status.code == status, "\(name): \(value)")
        }
    }

    @Test func `Signing in leads to a page of this service only`() async throws {
        let service = try TestedService()
        for (next, place) in [
            ("%2Faccount", "/account"), ("%2F%2Fevil.example", "/"), ("https%3A%2F%2Fevil", "/"),
            ("%2F%5Cevil", "/"),
        ] {
            let answer = try await service.answer(
                .post, "/sign-in", fields: form,
                body: "token=\(service.secret(of: .vp))&next=\(next)")
            #expect(answer.headers[.location] == place)
        }
    }

    @Test func `A browser cannot change anything at the interface for programs`() async throws {
        let service = try TestedService()
        let cookie = try #require(try await service.signIn(service.secret(of: .csm)))
        let answer = try await service.answer(
            .post, review + "/scorecards/c1/comments",
            fields: [.cookie: cookie, .contentType: "application/json"], body: "{\"text\": \"x\"}")
        #expect(answer.status == .forbidden)
    }

    @Test func `The first word is the person's own; others answer`() async throws {
        let service = try TestedService()
        let place = review + "/scorecards/c1/comments"
        func say(_ body: String, as asker: Asker) async throws -> Int {
            try await service.answer(
                .post, place, as: asker, fields: [.contentType: "application/json"], body: body
            ).status.code
        }
        #expect(try await say("{\"text\": \"No\"}", as: .vp) == 403)
        #expect(try await say("{\"text\": \"Mine\"}", as: .csm) == 201)
        #expect(try await say("{\"text\": \"Yes\", \"answers\": 1}", as: .vp) == 201)
        #expect(try await say("{\"text\": \"Yes\", \"answers\": 9}", as: .vp) == 404)
        for broken in ["", "[]", "{}", "{\"text\": \"a\", \"more\": 1}", "{\"text\": \" \"}"] {
            #expect(try await say(broken, as: .csm) == 400, "\(broken)")
        }
    }
}
