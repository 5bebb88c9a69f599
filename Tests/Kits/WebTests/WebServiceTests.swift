import Formats
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing
import Web

@Suite struct WebServiceTests {
    private let desk = Desk()
    private let member: HTTPFields = [.authorization: "member"]

    @Test(
        arguments: [
            ("closed", 503, "Come back tomorrow."), ("unreadable", 503, "its log says which"),
            ("unwritable", 507, "Free some space"), ("cancelled", 503, "ask again"),
            ("anything", 500, "Something went wrong here; the log says what."),
        ])
    func `An error is told by its kind, without what is nobody's business`(
        name: String, status: Int, detail: String
    ) async throws {
        let answer = try await desk.answer("/api/failures/\(name)")
        #expect(answer.status.code == status)
        #expect(answer.headers[.contentType] == "application/problem+json")
        let text = String(buffer: answer.body)
        #expect(text.contains(detail))
        #expect(!text.contains("secret"))
    }

    @Test func `Who is not known is told so, in a browser led to the door`() async throws {
        let refused = try await desk.answer("/api/items")
        #expect(refused.status == .unauthorized)
        #expect(refused.headers[.wwwAuthenticate] == "Bearer realm=\"desk\"")
        let page = try await desk.answer("/items?a=b")
        #expect(page.status == .seeOther)
        #expect(page.headers[.location] == "/door?next=%2Fitems%3Fa%3Db")
        #expect(try await desk.answer("/items", fields: member).status == .ok)
    }

    @Test func `An unknown address is none, and a browser gets a page about it`() async throws {
        #expect(try await desk.answer("/api/none").status == .notFound)
        let page = try await desk.answer("/none", fields: [.accept: "text/html"])
        #expect(page.status == .notFound)
        #expect(String(buffer: page.body) == "page: There is nothing at this address.")
    }

    @Test func `Every answer keeps browsers from doing more than showing it`() async throws {
        for path in ["/api/items", "/none", "/api/failures/closed"] {
            let answer = try await desk.answer(path)
            #expect(answer.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        }
    }

    @Test func `A list is read stretch by stretch, and never across two states`() async throws {
        struct Stretch: Decodable {
            let items: [Int]
            let next: String?
        }
        func read(_ query: String) async throws -> Stretch {
            let answer = try await desk.answer("/api/items" + query, fields: member)
            return try JSONDecoder().decode(Stretch.self, from: Data(answer.body.readableBytesView))
        }
        var found: [Int] = []
        var query = ""
        repeat {
            let stretch = try await read(query)
            found += stretch.items
            query = stretch.next.map { "?cursor=\($0)" } ?? ""
        } while !query.isEmpty
        #expect(found == Array(0..<7))
        #expect(try await read("?limit=500").items.count == 7)
        for (query, status) in [
            ("?cursor=3-fedcba9876543210", 409), ("?cursor=8-0123456789abcdef", 409),
            ("?cursor=x", 400), ("?cursor=-1-0123456789abcdef", 400), ("?limit=0", 400),
            ("?limit=501", 400), ("?limit=1&limit=2", 400),
        ] {
            let answer = try await desk.answer("/api/items" + query, fields: member)
            #expect(answer.status.code == status, "\(query)")
        }
    }

    @Test func `Text is packed for who unpacks it, and known answers are not sent again`()
        async throws
    {
        let plain = try await desk.answer("/api/items", fields: member)
        let tag = try #require(plain.headers[.eTag])
        for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
            var fields = member
            fields[.ifNoneMatch] = known
            #expect(try await desk.answer("/api/items", fields: fields).status == .notModified)
        }
        let long = Reply(Array(repeating: 65, count: 5000), "text/plain")
        #expect(try #require(long.packed).readableBytes < 100)
        #expect(Reply(Array(repeating: 65, count: 5000), "image/png").packed == nil)
        #expect(Reply([65], "text/plain").packed == nil)
    }

    @Test func `Requests and the service's own counters are measured by route`() async throws {
        _ = try await desk.answer("/api/items", fields: member)
        _ = try await desk.answer("/api/failures/x")
        desk.measurements.add(3, to: Desk.visits)
        let text = desk.measurements.text
        for line in [
            "desk_requests_total{method=\"GET\",route=\"/api/items\",status=\"200\"} 1",
            "desk_requests_total{method=\"GET\",route=\"/api/failures/{name}\",status=\"500\"} 1",
            "desk_request_seconds_count 2", "desk_requests_in_flight 0", "desk_visits_total 3",
        ] {
            #expect(text.contains(line + "\n"), "\(line)")
        }
    }

    @Test func `The document describes what programs may ask, and no page`() throws {
        struct Document: Decodable {
            let paths: [String: [String: Operation]]
        }
        struct Operation: Decodable {
            let operationId: String
            let security: [[String: [String]]]?
        }
        let json = OpenAPI(title: "Desk", description: "A desk.").document(of: Desk.endpoints)
        let document = try JSONDecoder().decode(Document.self, from: Data(json.document))
        #expect(Set(document.paths.keys) == ["/api/items", "/api/failures/{name}"])
        #expect(document.paths["/api/items"]?["get"]?.operationId == "get_api_items")
        #expect(document.paths["/api/items"]?["get"]?.security?.count == 1)
        #expect(document.paths["/api/failures/{name}"]?["get"]?.security == nil)
    }

    @Test func `Texts become parts of a path, and only paths of this service lead on`() {
        #expect("a b/c?ü%".inPath == "a%20b%2Fc%3F%C3%BC%25")
        #expect("Az09-._".inPath == "Az09-._")
        #expect(localPath("/account?x=1") == "/account?x=1")
        for foreign in [nil, "", "account", "//evil", "/\\evil", "/a b", "https://evil"] {
            #expect(localPath(foreign) == nil)
        }
    }
}
