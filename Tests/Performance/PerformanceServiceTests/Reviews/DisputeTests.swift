import Domain
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

/// Disputes about facts, their answers and conclusions, by role.
struct DisputeTests {
    private let service: TestedService
    private let base = "/api/v1/reviews/2026-10"
    private let json: HTTPFields = [.contentType: "application/json"]

    init() throws {
        service = try TestedService()
        service.closings.put(
            ["renewal_id": "r1", "csm_id": "c1", "outcome": "churned"], into: .renewals, key: "r1")
        service.closings.put(
            ["renewal_id": "r3", "csm_id": "c3", "outcome": "churned"], into: .renewals, key: "r3")
    }

    private func post(_ path: String, as asker: Asker, _ body: String) async throws -> TestResponse
    {
        try await service.answer(.post, base + path, as: asker, fields: json, body: body)
    }

    private func dispute(_ key: String, as asker: Asker = .csm) async throws -> TestResponse {
        try await post(
            "/scorecards/c1/disputes", as: asker,
            """
            {"feed": "renewals", "key": "\(key)", "field": "outcome", "should": "renewed",
             "why": "It was signed on the 30th"}
            """)
    }

    private func list(as asker: Asker) async throws -> String {
        String(buffer: try await service.answer(base + "/disputes", as: asker).body)
    }

    @Test func `An accepted dispute is pending until the facts say it`() async throws {
        #expect(try await dispute("r1").status == .created)
        #expect(try await list(as: .manager).contains(#""state": "open""#))
        let accepted = try await post(
            "/disputes/1/answer", as: .manager, #"{"answer": "accept"}"#)
        #expect(accepted.status == .ok)
        #expect(try await list(as: .csm).contains(#""state": "pending""#))
        service.closings.put(
            ["renewal_id": "r1", "csm_id": "c1", "outcome": "renewed"], into: .renewals, key: "r1")
        #expect(try await list(as: .csm).contains(#""state": "corrected""#))
        let again = try await post(
            "/disputes/1/answer", as: .vp, #"{"answer": "decline", "text": "No"}"#)
        #expect(again.status == .conflict)
    }

    @Test func `Declining takes a reason, which the person sees`() async throws {
        #expect(try await dispute("r1").status == .created)
        let silent = try await post("/disputes/1/answer", as: .vp, #"{"answer": "decline"}"#)
        #expect(silent.status == .badRequest)
        let answered = try await post(
            "/disputes/1/answer", as: .vp, #"{"answer": "decline", "text": "Signed on the 2nd"}"#)
        #expect(answered.status == .ok)
        #expect(try await list(as: .csm).contains("Signed on the 2nd"))
        let card = try await service.answer("/months/2026-10/csms/c1", as: .csm)
        #expect(String(buffer: card.body).contains("Signed on the 2nd"))
    }

    @Test func `Nobody disputes for others, nor looks for the rows of others`() async throws {
        for asker in [Asker.vp, .manager, .admin, .deck] {
            #expect(try await dispute("r1", as: asker).status == .forbidden)
        }
        let foreign = try await dispute("r3")
        let unknown = try await dispute("none")
        #expect(foreign.status == .notFound && unknown.status == .notFound)
    }

    @Test func `A month with an open dispute is not closed without saying why`() async throws {
        #expect(try await dispute("r1").status == .created)
        let order = #"{"month": "2026-10"}"#
        let refused = try await service.answer(
            .post, "/api/v1/closings", as: .vp, fields: json, body: order)
        #expect(refused.status == .conflict)
        let made = try await service.answer(
            .post, "/api/v1/closings", as: .vp, fields: json,
            body: #"{"month": "2026-10", "despite_disputes": "The board meets today"}"#)
        #expect(made.status == .created)
        #expect(String(buffer: made.body).contains("The board meets today"))
    }

    @Test func `A conclusion stands on the card for the person, who cannot write one`()
        async throws
    {
        let body = #"{"text": "Doing well", "looked_at": "The card and four calls"}"#
        let path = "/scorecards/c1/conclusions"
        #expect(try await post(path, as: .csm, body).status == .forbidden)
        #expect(try await post(path, as: .admin, body).status == .forbidden)
        #expect(try await post(path, as: .manager, body).status == .created)
        let card = String(
            buffer: try await service.answer("/months/2026-10/csms/c1", as: .csm).body)
        #expect(card.contains("Doing well") && card.contains("The card and four calls"))
        #expect(card.contains("No number turns into a conclusion by itself"))
    }
}
