import HTTPTypes
import Hummingbird
import Logging

/// Middleware in front of every endpoint. It counts and logs requests, adds security headers, and
/// turns errors into responses that suit the client.
struct Gatekeeper<Service: WebService>: RouterMiddleware {
    typealias Context = CallerContext

    let service: Service

    @concurrent func handle(
        _ request: Request, context: CallerContext,
        next: @concurrent (Request, CallerContext) async throws -> Response
    ) async throws -> Response {
        let start = uptime()
        service.measurements.begin()
        var response: Response
        do {
            try request.checkHost()
            response = try await next(request, context)
        } catch {
            response = await answer(to: error, of: request, context)
        }
        response.headers.merge(protection)
        if request.method == .head { response = response.createHeadResponse() }
        let path = context.endpointPath ?? "(none)"
        let seconds = uptime() - start
        service.measurements.end(
            request.method.rawValue, path, status: response.status.code, seconds: seconds)
        // Log the endpoint's path template, not the address: addresses can name people.
        context.logger.info(
            "answered",
            metadata: [
                "method": "\(request.method)", "route": "\(path)",
                "status": "\(response.status.code)",
                "ms": "\((seconds * 10_000).rounded() / 10)",
            ])
        return response
    }

    /// The response to an error: a page for a browser, a problem document for any other client.
    private func answer(
        to error: any Error, of request: Request, _ context: CallerContext
    ) async -> Response {
        let problem = service.problem(for: error) ?? Problem(of: error) ?? .unforeseen
        if !(error is Problem), problem.status.code >= 500 {
            context.logger.error("failed", metadata: ["error": "\(error)"])
        }
        guard request.wantsPage else { return problem.response(for: request) }
        do {
            return try await service.page(about: problem, for: request, shownTo: nil)
        } catch {
            context.logger.error("a page cannot be made", metadata: ["error": "\(error)"])
            return problem.response(for: request)
        }
    }
}

extension Request {
    /// Exactly one Host field, as a request must have (RFC 9112, 3.2).
    ///
    /// - Throws: `Problem` if there is none, or more than one.
    fileprivate func checkHost() throws(Problem) {
        // The first Host field is the authority; any further one stays among the fields.
        guard head.authority != nil, HTTPField.Name("Host").flatMap({ headers[$0] }) == nil else {
            throw .badRequest("Give the Host field once.")
        }
    }

    /// Whether a browser asked for a page that a person will read.
    fileprivate var wantsPage: Bool {
        !uri.path.hasPrefix("/api/") && (headers[.accept] ?? "").contains("text/html")
    }
}
