import HTTPTypes
import Hummingbird
import Logging

/// Stands before every endpoint: counts, logs, protects, and says what is wrong in the asker's terms.
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
        // The endpoint, not the address: addresses name people.
        context.logger.info(
            "answered",
            metadata: [
                "method": "\(request.method)", "route": "\(path)",
                "status": "\(response.status.code)",
                "ms": "\((seconds * 10_000).rounded() / 10)",
            ])
        return response
    }

    /// What the asker is told of an error: on a page in a browser, else as a problem.
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
    /// Whether a person looks at the answer in a browser.
    fileprivate var wantsPage: Bool {
        !uri.path.hasPrefix("/api/") && (headers[.accept] ?? "").contains("text/html")
    }
}
