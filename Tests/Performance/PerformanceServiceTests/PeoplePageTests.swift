import Access
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

/// The pages of the CSMs, of a team and of the company.
@Suite struct PeoplePageTests {
    private let page = "/months/2026-10"

    /// The small portfolio with names that need care.
    private func service() throws -> TestedService {
        var builder = smallPortfolio()
        let names = ["Zoë Ågren", "Ana <b>", "Émile A&B", "Bo Moss"]
        for (index, name) in names.enumerated() { builder.facts.csms[index].name = name }
        return try TestedService(facts: InMemoryReading(builder))
    }

    private func text(_ path: String, _ service: TestedService, as asker: Asker = .vp) async throws
        -> String
    {
        String(buffer: try await service.answer(page + path, as: asker).body)
    }

    /// The identifiers of the CSMs in the order of a page's table.
    private func order(_ path: String, _ service: TestedService, as asker: Asker = .vp) async throws
        -> [String]
    {
        try await text(path, service, as: asker)
            .components(separatedBy: "<th scope=\"row\"><a href=\"/months/2026-10/csms/")
            .dropFirst().compactMap { $0.components(separatedBy: "\"").first }
    }

    @Test(arguments: [
        ("", ["c2", "c4", "c3", "c1"]), ("?sort=-name", ["c1", "c3", "c4", "c2"]),
        ("?sort=rate", ["c4", "c3", "c2", "c1"]), ("?sort=-renewed", ["c1", "c2", "c3", "c4"]),
        // Rows that are equal stay in the order of their names.
        ("?sort=team", ["c2", "c1", "c4", "c3"]), ("?sort=-team", ["c4", "c3", "c2", "c1"]),
        ("?sort=comments", ["c2", "c4", "c3", "c1"]),
        ("?q=emile", ["c3"]), ("?q=%C3%89MILE", ["c3"]), ("?q=agren", ["c1"]),
        ("?q=A%26B", ["c3"]), ("?q=moss+south", ["c4"]), ("?q=C2", ["c2"]), ("?q=nobody", []),
        ("?team=North", ["c2", "c1"]), ("?team=&q=&sort=", ["c2", "c4", "c3", "c1"]),
        ("?team=South&sort=-rate", ["c3", "c4"]), ("?team=north", []),
    ])
    func `The list is sorted, searched and cut to a team`(query: String, expected: [String])
        async throws
    {
        #expect(try await order("/csms" + query, service()) == expected)
    }

    @Test func `A heading says how the table is sorted, and turns it round`() async throws {
        let service = try service()
        let text = try await text("/csms?sort=rate&q=o&team=South", service)
        #expect(
            text.contains(
                "<th scope=\"col\" aria-sort=\"ascending\"><a href=\"/months/2026-10/csms?sort=-rate&amp;q=o&amp;team=South\">Renewal rate</a>"
            ))
        #expect(text.ranges(of: "aria-sort").count == 1)
        #expect(text.contains("?sort=-arr&amp;q=o&amp;team=South\">ARR held</a>"))
        #expect(text.contains("<option selected>South</option>"))
        #expect(text.contains("<a href=\"/months/2026-10/teams/South\">South</a>"))
    }

    @Test(arguments: ["?sort=height", "?sort=--", "?q=" + String(repeating: "x", count: 101)])
    func `What cannot be looked for is refused`(query: String) async throws {
        let answer = try await service().answer(page + "/csms" + query, as: .vp)
        #expect(answer.status == .badRequest)
    }

    @Test func `Nobody sees more by asking for it`() async throws {
        let service = try service()
        #expect(try await order("/csms?team=South", service, as: .manager) == [])
        #expect(try await order("/csms?q=person&sort=-rate", service, as: .manager) == [])
        #expect(try await order("/csms", service, as: .manager) == ["c2", "c1"])
        #expect(try await order("/csms?sort=-name", service, as: .csm) == ["c1"])
        let own = try await text("/csms", service, as: .csm)
        #expect(!own.contains("/teams/") && !own.contains("<option"))
        let team = try await text("/teams/North", service, as: .manager)
        #expect(team.contains("The North team renewed") && team.contains("Zoë"))
        #expect(!team.contains("Bo Moss") && !team.contains("Émile"))
    }

    @Test func `Pages that differ by their query have entity tags of their own`() async throws {
        let service = try service()
        var tags: Set<String> = []
        let paths = ["", "?sort=-rate", "?q=zoe", "?team=South"]
        for path in paths + paths {
            let answer = try await service.answer(page + "/csms" + path, as: .vp)
            tags.insert(try #require(answer.headers[.eTag]))
            let again = try await service.answer(
                page + "/csms" + path, as: .vp,
                fields: [.ifNoneMatch: try #require(answer.headers[.eTag])])
            #expect(again.status == .notModified)
        }
        #expect(tags.count == paths.count)
    }

    @Test func `A comment is counted in the list as soon as it is there`() async throws {
        let service = try service()
        #expect(try await !text("/csms", service).contains("#comments"))
        let said = try await service.answer(
            .post, "/api/v1/reviews/2026-10/scorecards/c1/comments", as: .csm,
            fields: [.contentType: "application/json"], body: "{\"text\": \"Merged.\"}")
        #expect(said.status == .created)
        let list = try await text("/csms", service)
        #expect(list.contains("<a href=\"/months/2026-10/csms/c1#comments\""))
        #expect(list.contains("aria-label=\"1 comment on Zoë Ågren\">1</a>"))
        #expect(try await order("/csms?sort=-comments", service).first == "c1")
        #expect(try await text("/teams/North", service).contains("csms/c1#comments"))
        let before = try await service.answer("/months/2026-09/csms", as: .vp)
        #expect(!String(buffer: before.body).contains("#comments"))
    }

    @Test func `A team's page is logged for its people, the company's for everybody`() async throws
    {
        let service = try service()
        _ = try await service.answer(page + "/company", as: .vp)
        _ = try await service.answer(page + "/teams/South", as: .vp)
        _ = try await service.answer(page + "/csms?q=bo", as: .vp)
        let records = try service.accessStore.records(of: nil, before: nil, limit: 9).map(\.record)
        #expect(records.map(\.what) == ["CSMs 2026-10", "team 2026-10", "company 2026-10"])
        #expect(records[1].team == "South" && records[1].people == [CSMID("c3"), CSMID("c4")])
        let seen = try service.accessStore.records(of: CSMID("c1"), before: nil, limit: 9)
        // The company's page names those whose portfolios stand out.
        #expect(seen.map(\.record.what) == ["CSMs 2026-10", "company 2026-10"])
    }

    @Test func `The company's page has four groups, and names are escaped`() async throws {
        let service = try service()
        let company = try await text("/company", service)
        for heading in ["Renewals", "Revenue", "Customers’ voice", "Activity"] {
            #expect(company.contains("<th scope=\"rowgroup\" colspan=\"2\">\(heading)</th>"))
        }
        #expect(company.contains("<th scope=\"col\">Sep 2026</th><th scope=\"col\">Oct 2025</th>"))
        #expect(company.contains("data begin in Mar 2026"))
        #expect(company.contains("<svg class=\"range\""))
        for path in ["/csms", "/csms/c2", "/teams/North", ""] {
            #expect(try await !text(path, service).contains("<b>"), "\(path)")
        }
    }

    @Test func `The name of a team may hold anything`() async throws {
        var builder = smallPortfolio()
        let team = "A/B & C? 50 %+<i>"
        for csm in 0..<2 { builder.facts.csms[csm].teams = [TeamTerm(since: nil, team: team)] }
        let service = try TestedService(facts: InMemoryReading(builder))
        let path = "/teams/A%2FB%20%26%20C%3F%2050%20%25%2B%3Ci%3E"
        #expect(try await text("/csms", service).contains("\"/months/2026-10\(path)\""))
        let text = try await text(path, service)
        #expect(text.contains("Person 1") && !text.contains("<i>"))
        let query = "?team=A%2FB+%26+C%3F+50+%25%2B%3Ci%3E"
        #expect(try await order("/csms" + query, service) == ["c1", "c2"])
    }
}
