import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

/// Closed months over HTTP: as published everywhere, today's figures at an address of their own.
struct ClosingTests {
    private let json: HTTPFields = [.contentType: "application/json"]
    private let order = #"{"month": "2026-10", "note": "For the board"}"#

    private func close(_ service: TestedService, as asker: Asker = .vp) async throws -> TestResponse
    {
        try await service.answer(.post, "/api/v1/closings", as: asker, fields: json, body: order)
    }

    @Test func `A closed month has the published bytes, and says so on its pages`() async throws {
        let service = try TestedService()
        let before = try await service.answer("/api/v1/reviews/2026-10", as: .vp)
        let made = try await close(service)
        #expect(made.status == .created && String(buffer: made.body).contains(#""edition": 1"#))
        let after = try await service.answer("/api/v1/reviews/2026-10", as: .vp)
        #expect(after.body == before.body)
        let page = String(buffer: try await service.answer("/months/2026-10", as: .vp).body)
        #expect(page.contains("As published: edition 1"))
        #expect(page.contains("/months/2026-10-now"))
        let today = String(buffer: try await service.answer("/months/2026-10-now", as: .vp).body)
        #expect(today.contains("Nothing was restated since edition 1"))
        #expect(today.contains(#"href="/months/2026-10-now/csms""#))
    }

    @Test(arguments: [Asker.manager, .csm, .modelOwner, .deck, .importer, .admin])
    func `Only a VP closes`(asker: Asker) async throws {
        let service = try TestedService()
        #expect(try await close(service, as: asker).status == .forbidden)
        let list = try await service.answer("/api/v1/closings", as: .vp)
        #expect(String(buffer: list.body).contains(#""closings": []"#))
    }

    @Test func `A CSM reads of the restatement only what is about them`() async throws {
        let service = try TestedService()
        _ = try await close(service)
        let path = "/api/v1/reviews/2026-10/restatements"
        let own = String(buffer: try await service.answer(path, as: .csm).body)
        #expect(own.contains(#""csm_id": "c1""#) && !own.contains(#""csm_id": "c2""#))
        #expect(!own.contains(#""scope": "company""#) && !own.contains(#""scope": "team""#))
        let manager = String(buffer: try await service.answer(path, as: .manager).body)
        #expect(manager.contains(#""team": "North""#) && !manager.contains(#""csm_id": "c3""#))
        let all = String(buffer: try await service.answer(path, as: .vp).body)
        #expect(all.contains(#""scope": "company""#))
        #expect(all.contains(#""restated": false"#) && !all.contains(#""restated": true"#))
    }

    @Test(arguments: ["2031-01", "1999-01"])
    func `A month that is not over, or not known, is not closed`(month: String) async throws {
        let service = try TestedService()
        let answer = try await service.answer(
            .post, "/api/v1/closings", as: .vp, fields: json, body: "{\"month\": \"\(month)\"}")
        #expect(answer.status == (month == "2031-01" ? .conflict : .notFound))
    }
}
