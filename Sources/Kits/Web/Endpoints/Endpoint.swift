package import Hummingbird

/// One thing that a service answers: where, to whom, with what. The routes and the OpenAPI document
/// are both made of these.
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
    /// An answer when all is well; without content where it only leads on.
    package typealias Answer = (status: HTTPResponse.Status, content: Content?)

    /// The method of its requests. GET is answered to HEAD too.
    package let method: HTTPRequest.Method
    /// Its address, with parameters in braces: `/months/{month}`.
    package let path: String
    /// Whom it answers.
    package let gate: Service.Gate
    /// What it does, in one sentence.
    package let summary: String
    /// What its path and its query say.
    package let parameters: [Parameter]
    /// The kinds of body that it takes; none where it takes no body.
    package let body: [Content]
    /// What it answers when all is well.
    package let answers: [Answer]
    /// Whether people read it in a browser: then what is wrong is said on a page.
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
    /// Answers a request of whoever may pass the gate.
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
                    address: context.address(of: request), service: service))
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
    /// Where the asker comes back to after signing in, as a query; empty for the beginning and for
    /// what cannot be asked for again.
    fileprivate var returning: String {
        guard method == .get, uri.string != "/" else { return "" }
        return "?next=\(uri.string.inPath)"
    }
}
