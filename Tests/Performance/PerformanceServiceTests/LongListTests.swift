import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@Suite struct LongListTests {
    /// The small portfolio with 450 more CSMs, who have no account yet.
    private func service() throws -> TestedService {
        var builder = smallPortfolio()
        builder.facts.csms += (100..<550).map {
            CSM(id: CSMID("d\($0)"), name: "Person \($0)", team: "South")
        }
        return try TestedService(facts: InMemoryReading(builder))
    }

    /// Where a link of a kind leads; nil without one.
    private func link(_ kind: String, in text: String) -> String? {
        text.components(separatedBy: "<a href=\"").dropFirst().compactMap { part in
            let link = part.components(separatedBy: "\"")
            return link.count > 2 && link[2] == kind
                ? link[0].replacingOccurrences(of: "&amp;", with: "&") : nil
        }.first
    }

    @Test func `A long list of CSMs comes in parts that make up the whole`() async throws {
        let service = try service()
        var address: String? = "/months/2026-10/csms"
        var people: [String] = []
        var parts: [Int] = []
        while let next = address {
            let answer = try await service.answer(next, as: .vp)
            #expect(answer.status == .ok)
            let text = String(buffer: answer.body)
            let names = text.components(separatedBy: "<th scope=\"row\"><a href=\"").dropFirst()
            people += names.compactMap { $0.components(separatedBy: "\"").first }
            parts.append(names.count)
            address = link("next", in: text)
            #expect((link("prev", in: text) == nil) == (parts.count == 1))
        }
        #expect(parts == Array(repeating: 50, count: 9) + [4])
        #expect(Set(people).count == 454)
    }

    @Test func `A short list has no parts`() async throws {
        let answer = try await TestedService().answer("/months/2026-10/csms", as: .vp)
        let text = String(buffer: answer.body)
        #expect(text.contains("Person 4") && !text.contains("rel=\"next\""))
    }
}
