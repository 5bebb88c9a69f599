import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@Suite struct APIPageTests {
    private struct Document: Decodable {
        struct Operation: Decodable {
            struct Parameter: Decodable { let name: String }

            let summary: String
            let description: String
            let operationId: String
            let parameters: [Parameter]?
        }

        let paths: [String: [String: Operation]]
    }

    @Test func `The page has every operation of the description, and its parameters`() async throws
    {
        let service = try TestedService()
        let body = try await service.answer("/api/v1/openapi.json").body
        let document = try JSONDecoder().decode(Document.self, from: Data(body.readableBytesView))
        let page = String(buffer: try await service.answer("/api").body)
        #expect(document.paths.count > 20)
        for (path, operations) in document.paths {
            for operation in operations.values {
                let start = try #require(
                    page.range(of: "<h3 id=\"\(operation.operationId)\">"), "\(path)")
                let part = page[start.lowerBound...]
                let section = part[..<(part.range(of: "</article>")?.lowerBound ?? part.endIndex)]
                #expect(section.contains("<code>\(path)</code>"))
                #expect(section.contains(operation.summary), "\(path)")
                #expect(section.contains(operation.description), "\(path)")
                for parameter in operation.parameters ?? [] {
                    #expect(section.contains("<code>\(parameter.name)</code>"), "\(path)")
                }
            }
        }
        #expect(!page.contains("<script") && page.utf8.count < 300_000)
    }
}
