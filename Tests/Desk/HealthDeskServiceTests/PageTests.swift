import DeskAccess
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Identity
import IdentityStorage
import NIOCore
import Testing

/// What pages say.
struct PageTests {
    private func page(_ desk: TestedDesk, _ path: String, _ asker: Asker = .csm) async throws
        -> String
    {
        String(buffer: try await desk.answer(.get, path, as: asker).body)
    }

    @Test func `55 falling and 55 rising look different`() async throws {
        let desk = try TestedDesk()
        let text = try await page(desk, "/portfolio")
        #expect(
            text.contains(#"<span class="fall">▼ 12.0<span class="unseen"> down</span></span>"#))
        #expect(text.contains(#"<span class="rise">▲ 12.0<span class="unseen"> up</span></span>"#))
    }

    @Test func `Lines are found, chosen and sorted`() async throws {
        let desk = try TestedDesk()
        func names(_ query: String, _ asker: Asker = .lead) async throws -> [String] {
            let text = try await page(desk, "/portfolio\(query)", asker)
            return text.components(separatedBy: #"class="col-account"><a href="/accounts/"#)
                .dropFirst().map { String($0.prefix(2)) }
        }
        #expect(try await names("") == ["A1", "A2", "A3"])
        #expect(try await names("?q=birch") == ["A2"])
        #expect(try await names("?q=%26") == ["A1"])
        #expect(try await names("?show=green") == ["A3"])
        #expect(try await names("?csm=c2") == ["A3"])
        #expect(try await names("?sort=name") == ["A1", "A2", "A3"])
        #expect(try await names("?sort=score") == ["A1", "A2", "A3"])
        #expect(try await names("?limit=1") == ["A1"])
        #expect(try await names("", .csm) == ["A1", "A2"])
        for query in ["?show=x", "?sort=x", "?limit=0", "?cursor=x", "?csm=c3"] {
            let status = try await desk.answer(.get, "/portfolio\(query)", as: .lead).status.code
            #expect([400, 404].contains(status), "\(query)")
        }
    }

    @Test func `Once something is decided, the list of what is to be decided is shorter`()
        async throws
    {
        let desk = try TestedDesk()
        func undecided() async throws -> Bool {
            try await page(desk, "/portfolio?show=undecided").contains("/accounts/A1")
        }
        #expect(try await undecided())
        _ = try await desk.enter("A1/actions/X1/close", as: .csm)
        for playbook in ["support", "quiet", "sponsor", "renewal", "adoption"] {
            _ = try await desk.enter("A1/playbooks/\(playbook)/start", as: .csm)
        }
        #expect(try await !undecided())
    }

    @Test func `Monday names what changed tier, and a team walks through it`() async throws {
        let desk = try TestedDesk()
        let own = try await page(desk, "/monday")
        #expect(own.contains("Alder &amp; Sons") && own.contains("Support fell from 70 to 30"))
        #expect(try await !page(desk, "/monday", .mate).contains("Alder"))
        let team = try await page(desk, "/teams/North", .lead)
        #expect(team.contains("Ada Berg") && team.contains("We do now"))
    }

    @Test func `Alerts are told once`() async throws {
        let desk = try TestedDesk()
        #expect(try await !page(desk, "/portfolio").contains("alert"))
        let health = "account_id,date,score,tier,component_support\nA2,2026-10-31,30,red,20\n"
        let sent = try await desk.answer(
            .post, "/api/v1/imports?feed=health", as: .importer,
            fields: [.contentType: "text/csv"], body: health)
        #expect(sent.status == .ok)
        let text = try await page(desk, "/portfolio")
        #expect(text.contains("2 alerts in the last 7 days"))
        #expect(text.contains("The tier fell from amber to red: the score is 30.0."))
        _ = try await desk.enter("A2/touches", as: .csm, #"{"kind": "call"}"#)
        #expect(try await page(desk, "/portfolio").contains("2 alerts in the last 7 days"))
        #expect(try await !page(desk, "/portfolio", .mate).contains("alerts in"))
    }

    @Test func `No page has words that judge people`() async throws {
        let desk = try TestedDesk()
        let words = [
            "renewal rate", "rank", "target", "verdict", "won", "lost", "churn", "retention",
            "performance",
        ]
        let pages: [(String, Asker)] = [
            ("/portfolio", .csm), ("/portfolio", .lead), ("/accounts/A1", .csm), ("/monday", .csm),
            ("/teams/North", .lead), ("/settings", .admin), ("/import", .importer), ("/you", .csm),
            ("/sign-in", .nobody), ("/api/v1/openapi.json", .nobody),
            ("/api/v1/portfolio", .csm), ("/api/v1/portfolio/figures", .lead),
            ("/api/v1/accounts/A1", .csm), ("/api/v1/monday", .lead),
            ("/assets/style.css", .nobody),
        ]
        for (path, asker) in pages {
            let text = try await page(desk, path, asker).lowercased()
            let found = words.filter { word in
                text.range(of: "\\b\(word)", options: .regularExpression) != nil
            }
            #expect(found == [], "\(path)")
        }
    }

    @Test func `A file that is sent is taken in, and its rejected rows are shown`() async throws {
        let desk = try TestedDesk()
        let browser = try await desk.browser(as: .importer)
        let form = try await browser.hidden("form", on: "/import")
        let rows =
            "touch_id,account_id,held_on,kind\nN1,A1,2026-10-30,call\nN2,A1,2026-10-30,lunch\n"
        let body =
            "--b\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n\(form)\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"touches.csv\"\r\n\r\n"
            + rows + "\r\n--b--\r\n"
        let answer = try await browser.send(
            "/import", body, more: [.contentType: "multipart/form-data; boundary=b"])
        let text = String(buffer: answer.body)
        #expect(answer.status == .ok)
        #expect(text.contains("kind") && text.contains("lunch"))
        #expect(try desk.working.touches.map(\.id).contains("N1"))
        #expect(!text.contains("only a look"))
        let look = body.replacingOccurrences(
            of: "--b\r\nContent-Disposition: form-data; name=\"file\"",
            with: "--b\r\nContent-Disposition: form-data; name=\"dry_run\"\r\n\r\nyes\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\""
        ).replacingOccurrences(of: "N1", with: "N3")
        let looked = try await browser.send(
            "/import", look, more: [.contentType: "multipart/form-data; boundary=b"])
        #expect(String(buffer: looked.body).contains("This was only a look: nothing was changed."))
        #expect(try !desk.working.touches.map(\.id).contains("N3"))
        let foreign = body.replacingOccurrences(of: form, with: "x")
        let refused = try await browser.send(
            "/import", foreign, more: [.contentType: "multipart/form-data; boundary=b"])
        #expect(refused.status == .forbidden)
    }

    @Test func `An administrator makes a token, which works until it is revoked`() async throws {
        let desk = try TestedDesk()
        let browser = try await desk.browser(as: .admin)
        let form = try await browser.hidden("form", on: "/settings")
        let made = try await browser.send(
            "/settings/tokens", "form=\(form)&name=Lea&role=lead&team=North,+South&days=9&csm=")
        let text = String(buffer: made.body)
        let secret = try #require(
            text.range(of: "pdk_").map { String(text[$0.lowerBound...].prefix(47)) })
        let fields = try await desk.answer(
            .get, "/api/v1/accounts/A4", fields: [.authorization: "Bearer \(secret)"])
        #expect(fields.status == .ok)
        let token = try #require(try desk.accessStore.tokens().first { $0.viewer.teams.count == 2 })
        let revoked = try await browser.send("/settings/tokens/\(token.id)/revoke", "form=\(form)")
        #expect(revoked.status == .seeOther)
        let after = try await desk.answer(
            .get, "/api/v1/accounts/A4", fields: [.authorization: "Bearer \(secret)"])
        #expect(after.status == .unauthorized)
        let wrong = try await browser.send(
            "/settings/tokens", "form=\(form)&name=&role=csm&days=9000&csm=")
        #expect(wrong.status == .badRequest)
    }
}
