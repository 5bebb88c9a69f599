import DeskAccess
import Domain
import HTTPTypes
import HummingbirdTesting
import Identity
import IdentityStorage
import NIOCore
import Testing

/// Who is answered what at an address; everybody else who is known is refused with 403.
struct DeskRoute: Sendable, CustomTestStringConvertible {
    let path: String
    let shown: Set<Asker>
    let missing: Set<Asker>
    let nobody: Int

    /// - Parameters:
    ///   - path: the address.
    ///   - shown: who gets 200.
    ///   - missing: who gets 404.
    ///   - nobody: what those get who are not known.
    init(_ path: String, _ shown: Set<Asker>, missing: Set<Asker> = [], nobody: Int = 401) {
        self.path = path
        self.shown = shown
        self.missing = missing
        self.nobody = nobody
    }

    var testDescription: String { path }

    func status(for asker: Asker) -> Int {
        if asker == .nobody { return nobody }
        return shown.contains(asker) ? 200 : missing.contains(asker) ? 404 : 403
    }
}

private let known = Set(Asker.allCases).subtracting([.nobody])
private let csms: Set<Asker> = [.csm, .mate, .stranger]
private let readers = csms.union([.lead])

/// Documentation/desk.md, "Who sees what", address by address.
private let routes = [
    DeskRoute("/healthz", known, nobody: 200),
    DeskRoute("/readyz", known, nobody: 200),
    DeskRoute("/metrics", [.admin]),
    DeskRoute("/api/v1/openapi.json", known, nobody: 200),
    DeskRoute("/assets/style.css", known, nobody: 200),
    DeskRoute("/api/v1/portfolio", readers),
    DeskRoute("/api/v1/portfolio?csm=c1", [.csm, .lead], missing: [.mate, .stranger]),
    DeskRoute("/api/v1/portfolio/figures", readers),
    DeskRoute("/api/v1/alerts", readers),
    DeskRoute("/api/v1/monday", readers),
    DeskRoute("/api/v1/accounts/A1", [.csm, .lead], missing: [.mate, .stranger]),
    DeskRoute("/api/v1/accounts/A3", [.mate, .lead], missing: [.csm, .stranger]),
    DeskRoute("/api/v1/accounts/A4", [.stranger], missing: [.csm, .mate, .lead]),
    DeskRoute("/api/v1/accounts/none", [], missing: readers),
    DeskRoute("/api/v1/accounts/A1/history", [.csm, .lead], missing: [.mate, .stranger]),
    DeskRoute("/api/v1/nothing", [], missing: known, nobody: 404),
    DeskRoute("/portfolio", readers, nobody: 303),
    DeskRoute("/accounts/A1", [.csm, .lead], missing: [.mate, .stranger], nobody: 303),
    DeskRoute("/accounts/A4", [.stranger], missing: [.csm, .mate, .lead], nobody: 303),
    DeskRoute("/accounts/A1/history.png", [.csm, .lead], missing: [.mate, .stranger]),
    DeskRoute("/monday", readers, nobody: 303),
    DeskRoute("/teams/North", [.lead], missing: csms, nobody: 303),
    DeskRoute("/teams/South", [], missing: readers, nobody: 303),
    DeskRoute("/import", [.admin, .importer], nobody: 303),
    DeskRoute("/settings", [.admin], nobody: 303),
    DeskRoute("/you", known, nobody: 303),
    DeskRoute("/sign-in", known, nobody: 200),
    DeskRoute("/sign-in/provider", [], missing: known, nobody: 404),
    DeskRoute("/sign-in/callback", [], missing: known, nobody: 404),
]

/// Every role at every address.
struct DeskRouteTests {
    @Test(arguments: routes) func `Each role is answered as documented`(route: DeskRoute)
        async throws
    {
        let desk = try TestedDesk()
        for asker in Asker.allCases {
            let status = try await desk.answer(.get, route.path, as: asker).status.code
            #expect(status == route.status(for: asker), "\(asker) at \(route.path)")
        }
    }

    @Test func `Entries are for the owner; a lead writes tasks alone`() async throws {
        let desk = try TestedDesk()
        let entries = [
            ("touches", #"{"kind": "call"}"#), ("ratings", #"{"rating": "good"}"#),
            ("contacts", #"{"name": "Kai", "role": "user"}"#),
            ("overrides", #"{"tier": "green", "note": "n"}"#),
            ("playbooks/quiet/start", "{}"), ("playbooks/quiet/dismiss", #"{"reason": "r"}"#),
            ("actions/X1/due", #"{"due_on": "2026-11-05"}"#), ("actions/X1/close", "{}"),
            ("contacts/K2/end", "{}"),
        ]
        for (path, body) in entries {
            for (asker, expected) in [
                (Asker.nobody, 401), (.mate, 404), (.stranger, 404), (.lead, 403), (.admin, 403),
                (.importer, 403), (.csm, 201),
            ] {
                let status = try await desk.enter("A1/\(path)", as: asker, body).status.code
                #expect(status == expected, "\(asker) at \(path)")
            }
        }
        for (asker, expected) in [
            (Asker.nobody, 401), (.mate, 404), (.lead, 201), (.csm, 201), (.admin, 403),
        ] {
            let answer = try await desk.enter("A1/actions", as: asker, #"{"title": "Call"}"#)
            #expect(answer.status.code == expected)
        }
    }

    @Test func `Files are taken from importers and admins alone`() async throws {
        let desk = try TestedDesk()
        for asker in Asker.allCases {
            let answer = try await desk.answer(
                .post, "/api/v1/imports?feed=csms", as: asker, fields: [.contentType: "text/csv"],
                body: "csm_id,name\nc9,Zoe\n")
            let expected = [.admin, .importer].contains(asker) ? 200 : asker == .nobody ? 401 : 403
            #expect(answer.status.code == expected)
        }
    }

    @Test func `A browser changes nothing through the interface, nor by a form of another site`()
        async throws
    {
        let desk = try TestedDesk()
        let browser = try await desk.browser(as: .csm)
        let page = try await browser.open("/accounts/A1")
        #expect(page.status == .ok)
        let api = try await browser.send("/api/v1/accounts/A1/touches", "kind=call")
        #expect(api.status == .forbidden)
        let foreign = try await browser.send("/accounts/A1/touches", "kind=call&form=x")
        #expect(foreign.status == .forbidden)
        let field = try await browser.hidden("form", on: "/accounts/A1")
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let crossing = try await browser.send(
            "/accounts/A1/touches", "kind=call&form=\(field)", more: [site: "cross-site"])
        #expect(crossing.status == .forbidden)
        // The field of one browser is no good in another.
        let other = try await desk.browser(as: .csm)
        let borrowed = try await other.send("/accounts/A1/touches", "kind=call&form=\(field)")
        #expect(borrowed.status == .forbidden)
        #expect(try desk.working.touches.count == 1)
        let own = try await browser.send("/accounts/A1/touches", "kind=call&form=\(field)")
        #expect(own.status == .seeOther)
        #expect(try desk.working.touches.count == 2)
    }

    @Test func `Signing out, and revoking the token, ends the session`() async throws {
        let desk = try TestedDesk()
        let browser = try await desk.browser(as: .csm)
        let field = try await browser.hidden("form", on: "/you")
        #expect(try await browser.send("/sign-out", "form=\(field)").status == .seeOther)
        #expect(try await browser.open("/portfolio").status == .seeOther)
        let other = try await desk.browser(as: .lead)
        #expect(try await other.open("/portfolio").status == .ok)
        let token = try #require(
            try desk.accessStore.tokens().first { $0.viewer.role == .lead })
        #expect(try desk.accessStore.revoke(token.id, at: token.created))
        #expect(try await other.open("/portfolio").status == .seeOther)
    }
}
