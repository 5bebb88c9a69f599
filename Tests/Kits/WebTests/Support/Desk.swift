import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Web

/// A service that knows nothing of performance: the kit stands alone.
struct Desk: WebService {
    /// Whom an endpoint answers.
    enum Gate: EndpointGate {
        case open, members

        var isOpen: Bool { self == .open }
        var callers: String { isOpen ? "Anybody." : "Members." }
    }

    /// What goes wrong in this service.
    struct Closed: Error {}
    /// What nobody foresaw.
    struct Surprise: Error {}

    static let endpoints: [Endpoint<Desk>] = [
        Endpoint(
            method: .get, path: "/api/items", gate: .members, summary: "A list.",
            parameters: [.limit, .cursor], answers: [(.ok, .json(Pagination.schema))]
        ) { call in
            let page = try Pagination(of: 7, call, state: "0123456789abcdef", limit: 3)
            return Reply(page.content(page.range.map { .count($0) })).response(to: call.request)
        },
        Endpoint(
            method: .get, path: "/api/failures/{name}", gate: .open, summary: "Fails.",
            parameters: [.path("name", "How.")]
        ) { call in
            switch call.parameter("name") {
            case "closed": throw Closed()
            case "unreadable": throw FileError.unreadable(path: "/secret", reason: "gone")
            case "unwritable": throw FileError.unwritable(path: "/secret", reason: "full")
            case "cancelled": throw CancellationError()
            default: throw Surprise()
            }
        },
        Endpoint(
            method: .get, path: "/items", gate: .members, summary: "A page.",
            answers: [(.ok, .html)], isPage: true
        ) { call in Reply(Array("items".utf8), Reply.html).response(to: call.request) },
    ]

    static let signInPath = "/door"
    let measurements = Measurements(prefix: "desk", counters: [Desk.visits])
    static let visits = Measurements.Counter("visits_total", help: "Visits.")

    /// The caller is a member where they say so.
    func caller(of request: Request, at gate: Gate) -> Bool {
        request.headers[.authorization] == "member"
    }

    func admit(_ caller: Bool, to endpoint: Endpoint<Desk>) throws(Problem) -> Bool {
        guard caller || endpoint.gate.isOpen else { throw .unauthorized(realm: "desk") }
        return caller
    }

    func problem(for error: any Error) -> Problem? {
        error is Closed ? Problem(.serviceUnavailable, "Come back tomorrow.") : nil
    }

    func page(about problem: Problem, for request: Request, shownTo caller: Bool?) -> Response {
        problem.response(Reply(Array("page: \(problem.detail)".utf8), Reply.html), to: request)
    }

    /// The answer to a request, made in this process.
    func answer(
        _ path: String, method: HTTPRequest.Method = .get, fields: HTTPFields = [:]
    ) async throws -> TestResponse {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try await webApplication(self, host: "localhost", port: 0, logger: logger)
            .test(.router) { try await $0.execute(uri: path, method: method, headers: fields) }
    }
}
