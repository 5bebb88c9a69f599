import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@Suite struct ErrorTests {
    private let company = "/api/v1/reviews/2026-10/company"

    @Test func `A damaged ledger is said to be one, without where it is`() async throws {
        let service = try TestedService(facts: nil)
        for path in [company, "/readyz", "/api/v1/months"] {
            let answer = try await service.answer(path, as: .vp)
            #expect(answer.status == .serviceUnavailable)
            let text = String(buffer: answer.body)
            #expect(text.contains("restore a backup"))
            #expect(!text.contains("/secret"))
        }
        #expect(try await service.answer("/healthz").status == .ok)
        // Who may not see it anyway is told that, not the state of the ledger.
        #expect(try await service.answer(company, as: .csm).status == .forbidden)
        let page = try await service.answer(
            "/months/2026-10", as: .csm, fields: [.accept: "text/html"])
        #expect(page.status == .forbidden)
        #expect(String(buffer: page.body).contains("Not for your role"))
    }

    @Test func `A damaged access file lets nobody in and shows nothing`() async throws {
        let service = try TestedService()
        #expect(try await service.answer(company, as: .vp).status == .ok)
        service.accessStore.damage()
        let answer = try await service.answer(company, as: .vp)
        #expect(answer.status == .serviceUnavailable)
        let text = String(buffer: answer.body)
        #expect(text.contains("access file"))
        #expect(!text.contains("/secret"))
    }

    @Test func `A browser is told on a page, a program in a problem`() async throws {
        let service = try TestedService(facts: nil)
        let html: HTTPFields = [.accept: "text/html"]
        let page = try await service.answer("/months/2026-10", as: .vp, fields: html)
        #expect(page.status == .serviceUnavailable)
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        let problem = try await service.answer(company, as: .vp, fields: html)
        #expect(problem.headers[.contentType] == "application/problem+json")
    }
}
