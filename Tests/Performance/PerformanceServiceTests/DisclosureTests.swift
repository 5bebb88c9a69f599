import Access
import Calendar
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

/// What roles may not learn: whom they may not see, and of whom nothing must follow.
@Suite struct DisclosureTests {
    private let review = "/api/v1/reviews/2026-10"
    private let page = "/months/2026-10"

    private func text(_ answer: TestResponse) -> String { String(buffer: answer.body) }

    private func json<Content: Decodable>(_ answer: TestResponse, _: Content.Type) throws -> Content
    {
        try JSONDecoder().decode(Content.self, from: Data(answer.body.readableBytesView))
    }

    private struct Teams: Decodable {
        struct Team: Decodable { let team: String }
        let teams: [Team]
    }
    private struct Trends: Decodable {
        struct Trend: Decodable { let scope_id: String? }
        let trends: [Trend]
    }
    private struct Episodes: Decodable {
        struct Episode: Decodable {
            let episode_id: String
            let csm_id: String
        }
        let items: [Episode]
    }
    private struct Audit: Decodable {
        struct CSMFigures: Decodable { let csm_id: String }
        let by_csm: [CSMFigures]
    }

    @Test func `A deck is shown no team that is small, nor one from which a small one follows`()
        async throws
    {
        var facts = smallPortfolio()
        // North has one person, South two, East two: North follows from what South and East leave.
        for (csm, team) in ["North", "South", "South", "East"].enumerated() {
            facts.facts.csms[csm].teams = [TeamTerm(since: nil, team: team)]
        }
        facts.facts.csms.append(CSM(id: CSMID("c5"), name: "Person 5", team: "East"))
        facts.assign(47, to: 4, from: "2026-01-01")
        facts.facts.assignments[47].end = "2026-01-01"
        var policy = Policy()
        policy.smallestTeam = 2
        policy.windowMonths = 6
        policy.trendMonths = 6
        let service = try TestedService(facts: InMemoryReading(facts), policy: policy)
        func teams(_ asker: Asker) async throws -> [String] {
            try json(await service.answer(review + "/teams", as: asker), Teams.self).teams.map(
                \.team)
        }
        #expect(try await teams(.vp) == ["East", "North", "South"])
        let shown = try await teams(.deck)
        #expect(shown.count == 1 && shown != ["North"])
        let trends = try json(await service.answer(review + "/trends", as: .deck), Trends.self)
        #expect(Set(trends.trends.compactMap(\.scope_id)).isSubset(of: shown))
        for path in [page, page + "/trends"] {
            let body = text(try await service.answer(path, as: .deck))
            #expect(!body.contains("North"), "\(path)")
        }
        for team in ["East", "North", "South"] {
            let answer = try await service.answer(page + "/teams/\(team)", as: .deck)
            #expect(answer.status == (shown.contains(team) ? .ok : .notFound), "\(team)")
            guard answer.status == .ok else { continue }
            // Who was in the team a year ago may have been fewer.
            #expect(text(answer).contains("not shown here") && !text(answer).contains("Person"))
        }
    }

    /// The addresses of a model owner, with those of the episodes that the list names.
    private func modelOwnerPaths(_ service: TestedService) async throws -> [String] {
        let list = try json(
            await service.answer(review + "/episodes", as: .modelOwner), Episodes.self)
        #expect(list.items.count == 4)
        let charts = [
            "override_outcomes", "override_expected", "override_segments", "reliability",
            "override_value", "override_volume",
        ]
        return [
            review + "/override-audit", review + "/segments", review + "/episodes",
            review + "/charts", page + "/audit", page + "/episodes", page + "/charts",
        ] + charts.map { review + "/charts/\($0).png?size=320x180" }
            + list.items.flatMap {
                [
                    review + "/episodes/\($0.episode_id)", page + "/episodes/\($0.episode_id)",
                    review + "/episodes/\($0.episode_id)/scores.png?size=320x180",
                ]
            }
    }

    @Test func `A model owner reads no name and no identifier of a person, account or contract`()
        async throws
    {
        var facts = smallPortfolio()
        for index in facts.facts.accounts.indices {
            facts.facts.accounts[index].id = AccountID("LEAK-A\(100 + index)")
            facts.facts.accounts[index].name = "LEAK customer"
            facts.facts.renewals[index].id = "LEAK-R\(100 + index)"
        }
        for index in facts.facts.csms.indices {
            facts.facts.csms[index].id = CSMID("LEAK-C\(index)")
            facts.facts.csms[index].name = "LEAK person"
        }
        for index in facts.facts.overrides.indices {
            facts.facts.overrides[index].id = "LEAK-O\(index)"
            facts.facts.overrides[index].note = "LEAK note"
        }
        let service = try TestedService(facts: InMemoryReading(facts))
        #expect(try await text(service.answer(page + "/audit", as: .vp)).contains("LEAK customer"))
        for path in try await modelOwnerPaths(service) {
            let answer = try await service.answer(path, as: .modelOwner)
            #expect(answer.status == .ok, "\(path)")
            #expect(!text(answer).contains("LEAK"), "\(path)")
        }
        for path in [review + "/episodes", page + "/episodes"] {
            let asked = try await service.answer(
                path + "?account_id=LEAK-A100", as: .modelOwner)
            #expect(asked.status == .forbidden)
        }
        #expect(
            try await service.answer(review + "/episodes/LEAK-O0", as: .modelOwner).status
                == .notFound)
    }

    @Test(arguments: Policy.ModelOwnerSees.allCases)
    func `Episodes of one CSM are known as such only where the policy says so`(
        sees: Policy.ModelOwnerSees
    ) async throws {
        var facts = smallPortfolio()
        // A second override of c1, on another account.
        var second = facts.facts.overrides[0]
        second.id = "o9"
        second.account = 1
        second.logged = facts.facts.renewals[1].due - 60
        facts.facts.overrides.append(second)
        var policy = Policy()
        policy.modelOwnerSees = sees
        let service = try TestedService(facts: InMemoryReading(facts), policy: policy)
        let list = try json(
            await service.answer(review + "/episodes", as: .modelOwner), Episodes.self)
        let audit = try json(
            await service.answer(review + "/override-audit", as: .modelOwner), Audit.self)
        let (named, table) = (list.items.map(\.csm_id), Set(audit.by_csm.map(\.csm_id)))
        #expect(named.count == 5 && table.count == 4)
        switch sees {
        case .episodes:
            #expect(Set(named).count == 5)
            #expect(table.isDisjoint(with: named))
        case .csmPatterns: #expect(Set(named) == table)
        }
    }

    @Test func `A change of team moves no month that was before it`() async throws {
        var facts = smallPortfolio()
        // c2 leaves North for South in October, c3 comes from there in September.
        facts.facts.csms[1].teams = [
            TeamTerm(since: nil, team: "North"), TeamTerm(since: "2026-10-12", team: "South"),
        ]
        facts.facts.csms[2].teams = [
            TeamTerm(since: nil, team: "South"), TeamTerm(since: "2026-09-01", team: "North"),
        ]
        let service = try TestedService(facts: InMemoryReading(facts))
        func isShown(_ csm: String, _ month: String) async throws -> Bool {
            let paths = [
                "/api/v1/reviews/\(month)/scorecards/\(csm)", "/months/\(month)/csms/\(csm)",
            ]
            var answers: Set<Int> = []
            for path in paths {
                answers.insert(try await service.answer(path, as: .manager).status.code)
            }
            #expect(answers.count == 1)
            return answers == [200]
        }
        #expect(try await isShown("c1", "2026-10"))
        #expect(try await !isShown("c2", "2026-10"))
        #expect(try await isShown("c2", "2026-09"))
        #expect(try await isShown("c2", "2026-08"))
        #expect(try await isShown("c3", "2026-10"))
        #expect(try await isShown("c3", "2026-09"))
        #expect(try await !isShown("c3", "2026-08"))
        let episodes = try await service.answer(review + "/episodes", as: .manager)
        #expect(try json(episodes, Episodes.self).items.map(\.csm_id) == ["c1", "c3"])
    }

    @Test func `A manager's page is one entry, which each person of the team sees`() async throws {
        let service = try TestedService()
        _ = try await service.answer(page + "/csms", as: .manager)
        func entries(_ csm: String?) throws -> [AccessRecord] {
            try service.accessStore.records(
                of: csm.map { CSMID($0) }, before: nil, limit: 9
            ).map(\.record)
        }
        #expect(try entries(nil).map(\.team) == ["North"])
        #expect(try entries("c1").map(\.what) == ["CSMs 2026-10"])
        #expect(try entries("c2").count == 1)
        #expect(try entries("c3").isEmpty)
    }
}
