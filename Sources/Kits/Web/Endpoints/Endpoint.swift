package import Hummingbird

/// One operation of a service: its address, who may call it, and how it answers. The routes and the
/// OpenAPI document are both built from endpoints.
///
/// ```swift
/// Endpoint<Desk>(
///     method: .get, path: "/api/v1/months/{month}", gate: .anyone, summary: "A month.",
///     parameters: [.path("month", "The month, as 2026-10.")], answers: [(.ok, .json)]
/// ) { call in
///     Reply(["month": .text(call.parameter("month"))]).response(to: call.request)
/// }
/// ```
package struct Endpoint<Service: WebService>: Sendable {
    /// A successful response; content is nil for a response without a body, such as a redirect.
    package typealias Answer = (status: HTTPResponse.Status, content: Content?)

    /// The HTTP method. Endpoints for GET also answer HEAD.
    package let method: HTTPRequest.Method
    /// The address, with parameters in braces: `/months/{month}`.
    package let path: String
    /// Who may call it.
    package let gate: Service.Gate
    /// What it does, in one sentence.
    package let summary: String
    /// The parameters of its path and query.
    package let parameters: [Parameter]
    /// The kinds of body that it accepts; empty if it accepts no body.
    package let body: [Content]
    /// Its successful responses.
    package let answers: [Answer]
    /// Whether people read it in a browser. If so, errors are shown on a page.
    package let isPage: Bool
    /// Answers a request that passed the gate.
    package let handle: @Sendable (Call<Service>) async throws -> Response

    /// An endpoint with these properties.
    package init(
        method: HTTPRequest.Method, path: String, gate: Service.Gate, summary: String,
        parameters: [Parameter] = [], body: [Content] = [], answers: [Answer] = [],
        isPage: Bool = false, handle: @escaping @Sendable (Call<Service>) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.gate = gate
        self.summary = summary
        self.parameters = parameters
        self.body = body
        self.answers = answers
        self.isPage = isPage
        self.handle = handle
    }
}

extension Endpoint {
    /// Answers a request if its caller may pass the gate. On a page, a caller who is not known is
    /// sent to the sign-in page, and any other problem is shown on a page.
    func answer(
        _ request: Request, _ context: CallerContext, _ service: Service
    ) async throws -> Response {
        let caller = try await service.caller(of: request, at: gate)
        do {
            var parameters: [String: String] = [:]
            for parameter in self.parameters where parameter.isInPath {
                parameters[parameter.name] = context.parameters.get(parameter.name)
                    .flatMap(\.decodedFromPath)
            }
            return try await handle(
                Call(
                    request: request, parameters: parameters,
                    caller: try service.admit(caller, to: self),
                    address: context.address(of: request), service: service,
                    hangUp: { context.hangUp }))
        } catch let problem as Problem where isPage {
            guard problem.status != .unauthorized else {
                return Response(
                    status: .seeOther,
                    headers: [.location: Service.signInPath + request.returning])
            }
            return try await service.page(about: problem, for: request, shownTo: caller)
        }
    }
}

extension Request {
    /// The query that brings the user back here after signing in. It is empty for the start page
    /// and for requests that are not GET, which cannot be repeated.
    fileprivate var returning: String {
        guard method == .get, uri.string != "/" else { return "" }
        return "?next=\(uri.string.inPath)"
    }
}
