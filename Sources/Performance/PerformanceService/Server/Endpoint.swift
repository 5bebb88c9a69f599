import Calendar
import Formats
import Publishing
import Access
import Domain
import Hummingbird
import NIOCore
import Review

/// One thing that the service answers: where, to whom, with what. The routes and the OpenAPI
/// document are both made of these.
struct Endpoint: Sendable {
    /// Whom it answers.
    enum Gate: Sendable, Equatable {
        /// Anybody.
        case open
        /// Whoever has a token.
        case anyone
        /// Whoever reaches something of a kind.
        case reaching(Right)
    }

    /// Something that a path or a query says.
    struct Parameter: Sendable {
        let name: String
        let isInPath: Bool
        let schema: JSON
        let summary: String
        /// Whether a query must have it; a path always does.
        var isRequired = false
    }

    /// A kind of body.
    struct Content: Sendable {
        let mediaType: String
        let schema: JSON
    }

    let method: HTTPRequest.Method
    /// With parameters in braces: `/months/{month}`.
    let path: String
    let gate: Gate
    let summary: String
    var parameters: [Parameter] = []
    var body: [Content] = []
    /// What it answers when all is well.
    var answers: [(status: HTTPResponse.Status, content: Content?)] = []
    /// Whether people read it in a browser: then what is wrong is said on a page.
    var isPage = false
    let handle: @Sendable (Call) async throws -> Response
}

/// A request on its way to an endpoint.
struct Call: Sendable {
    let request: Request
    let parameters: [String: String]
    /// Who asks; nobody at an open gate.
    let viewer: Viewer?
    /// How much the viewer reaches of what the gate asks for.
    let reach: Reach
    /// The signed-in browser; nil for who shows a token.
    let session: Session?
    /// Whom to count sign-ins against.
    let address: String
    let service: ServiceState

    /// A parameter of the query; nil without it. A parameter given twice is an error.
    func query(_ name: String) throws(Problem) -> String? {
        let values = request.uri.queryParameters[values: Substring(name)]
        guard values.count < 2 else { throw .badRequest("Give \(name) once.") }
        return values.first.map(String.init)
    }

    /// A parameter of the path.
    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// A whole number within a range from the query, or a default.
    func number(
        _ name: String, in range: ClosedRange<Int>, default value: Int
    ) throws(Problem) -> Int {
        guard let text = try query(name) else { return value }
        guard let number = Int(text), range.contains(number) else {
            throw .badRequest(
                "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// One of some words from the query; nil without it.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _: Choice.Type
    ) throws(Problem) -> Choice? {
        guard let text = try query(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest("\(name) must be one of \(words).")
        }
        return choice
    }

    /// A body of a form's size as a whole.
    func smallBody() async throws -> ByteBuffer {
        var whole = ByteBuffer()
        let start = uptime()
        do {
            for try await var part in request.body {
                guard uptime() - start < 30 else {
                    throw Problem(.requestTimeout, "The body came too slowly: send it again.")
                }
                guard whole.readableBytes + part.readableBytes <= 64 << 10 else {
                    throw Problem(.contentTooLarge, "At most 64 KiB are taken here.")
                }
                whole.writeBuffer(&part)
            }
        } catch {
            throw error as? Problem ?? .brokenBody
        }
        return whole
    }

    /// The review of the month in the path.
    func review() async throws -> OpenReview {
        let shelf = try await service.library.current()
        guard let month = Month(parameter("month")) else {
            throw Problem.badRequest("A month is written as 2026-10.")
        }
        guard shelf.months.contains(month) else {
            throw Problem.notFound("The health history does not cover \(month) to its end.")
        }
        return try await shelf.review(month)
    }

    /// Logs that the viewer is about to see some people's performance; nil for everybody's.
    func log(_ what: String, of people: [CSM]? = nil) async throws {
        guard let viewer else { throw Problem.unauthorized }
        let seen: [CSM?] = people ?? [nil]
        try await service.recorder.record(
            seen.map {
                View(time: now(), viewer: viewer, csm: $0?.id, team: $0?.team, what: what)
            })
    }

    /// Tells what this viewer may see apart from what others may.
    var scope: String {
        switch reach {
        case .all: "all"
        case .pseudonymous: "pseudonymous"
        case .team(let name): "team \(name)"
        case .own(let csm): "own \(csm)"
        }
    }
}
