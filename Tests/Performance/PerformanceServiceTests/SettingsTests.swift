import Access
import Calendar
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import NIOCore
import Testing

@Suite struct SettingsTests {
    private let service: TestedService

    init() throws { service = try TestedService() }

    /// The fields of a request by a browser that an asker signed in with.
    private func browser(_ asker: Asker) async throws -> HTTPFields {
        let cookie = try #require(try await service.signIn(service.secret(of: asker)))
        return [.cookie: cookie, .contentType: "application/x-www-form-urlencoded"]
    }

    private func text(_ answer: TestResponse) -> String { String(buffer: answer.body) }

    private func formField(_ fields: HTTPFields) async throws -> String {
        let account = text(try await service.answer("/account", fields: fields))
        return String(
            try #require(
                account.split(separator: "name=\"form\" value=\"").last?.split(separator: "\"")
                    .first))
    }

    @Test func `A token is made, opens, and is revoked; the log tells of all of it`() async throws {
        let fields = try await browser(.admin)
        let form = try await formField(fields)
        let made = try await service.answer(
            .post, "/settings/tokens", fields: fields,
            body: "form=\(form)&name=Vera+%3CLund%3E&role=vp&csm=&team=&days=7")
        #expect(made.status == .ok)
        #expect(made.headers[.cacheControl] == "no-store")
        let secret = try #require(
            text(made).split(separator: "<code>plx_").dropFirst().first?.split(separator: "<")
                .first.map { "plx_" + $0 })
        #expect(text(made).contains("Vera &lt;Lund&gt;, VP of customer success"))
        let bearer: HTTPFields = [.authorization: "Bearer \(secret)"]
        #expect(try await service.answer("/api/v1/months", fields: bearer).status == .ok)
        let token = try #require(
            try service.accessStore.tokens().first { $0.viewer.name == "Vera <Lund>" })
        #expect(token.expires.seconds - token.created.seconds == 7 * 86_400)
        let page = text(try await service.answer("/settings", fields: fields))
        #expect(page.contains(token.id) && !page.contains(secret))
        let revoked = try await service.answer(
            .post, "/settings/tokens/\(token.id)/revoke", fields: fields, body: "form=\(form)")
        #expect(revoked.headers[.location] == "/settings?revoked=\(token.id)")
        #expect(try await service.answer("/api/v1/months", fields: bearer).status == .unauthorized)
        let log = try service.accessStore.records(of: nil, before: nil, limit: 2)
        #expect(log.map(\.record.kind) == [.change, .change])
        #expect(log.map(\.record.name) == ["admin", "admin"])
        #expect(log[0].record.what == "token \(token.id) revoked")
        #expect(log[1].record.what.hasPrefix("token \(token.id) made for Vera <Lund>, VP"))
        #expect(!log.contains { $0.record.what.contains(secret) })
    }

    @Test(arguments: [
        ("name=&role=vp&days=7", "Say whose it is."), ("name=a&role=&days=7", "Choose one."),
        ("name=a&role=root&days=7", "Choose one."),
        ("name=a&role=csm&days=7", "With this role, give the CSM’s identifier."),
        ("name=a&role=manager&days=7", "With this role, give the team’s name."),
        ("name=a&role=vp&csm=c1&days=7", "It goes with the role CSM."),
        ("name=a&role=vp&days=0", "Give 1 to 366 days."),
        ("name=a&role=vp&days=367", "Give 1 to 366 days."),
        ("name=a%00b&role=vp&days=7", "Leave out control characters."),
    ])
    func `What is wrong with a form is said beside the field`(
        body: String, complaint: String
    ) async throws {
        let fields = try await browser(.admin)
        let count = try service.accessStore.tokens().count
        let answer = try await service.answer(
            .post, "/settings/tokens", fields: fields,
            body: "form=\(try await formField(fields))&\(body)")
        #expect(answer.status == .badRequest)
        #expect(text(answer).contains(complaint))
        #expect(try service.accessStore.tokens().count == count)
    }

    @Test func `Only an administrator's own form changes anything`() async throws {
        let vp = try await browser(.vp)
        let admin = try await browser(.admin)
        let body = "name=a&role=vp&days=7"
        let count = try service.accessStore.tokens().count
        for path in ["/settings/tokens", "/settings/people", "/settings/tokens/x/revoke"] {
            let foreign = "form=\(try await formField(vp))&\(body)"
            for (fields, body) in [(vp, foreign), (admin, foreign), (admin, body)] {
                let answer = try await service.answer(.post, path, fields: fields, body: body)
                #expect(answer.status == .forbidden)
            }
            var elsewhere = admin
            elsewhere[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
            let own = "form=\(try await formField(admin))&\(body)"
            let answer = try await service.answer(.post, path, fields: elsewhere, body: own)
            #expect(answer.status == .forbidden)
            let program = try await service.answer(
                .post, path, as: .admin, fields: [.contentType: admin[.contentType] ?? ""],
                body: own)
            #expect(program.status == .forbidden)
        }
        #expect(try service.accessStore.tokens().count == count)
    }

    @Test func `The page shows constants with their source and the people who have access`()
        async throws
    {
        let fields = try await browser(.admin)
        let form = try await formField(fields)
        for (body, status) in [
            ("email=Mia%40Example.com&name=Mia&role=manager&team=North", 303),
            ("email=mia%40example.com&name=Other&role=vp", 400), ("name=Nobody&role=vp", 400),
            ("email=no&name=Nobody&role=vp", 400),
        ] {
            let answer = try await service.answer(
                .post, "/settings/people", fields: fields, body: "form=\(form)&\(body)")
            #expect(answer.status.code == status, "\(body)")
        }
        let page = text(try await service.answer("/settings", fields: fields))
        #expect(page.contains("mia@example.com") && page.contains("has not signed in yet"))
        #expect(page.contains("There is no policy file") && page.contains("smallest_team"))
        let person = try #require(try service.accessStore.people().first)
        let removed = try await service.answer(
            .post, "/settings/people/\(person.id)/remove", fields: fields, body: "form=\(form)")
        #expect(removed.status == .seeOther)
        #expect(try service.accessStore.people().isEmpty)
    }
}
