import Calendar
import Formats
import Publishing
import Access
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Review

/// Stands before every endpoint: counts, logs, limits, and says what is wrong in the asker's terms.
struct Gatekeeper: RouterMiddleware {
    typealias Context = CallerContext

    let state: ServiceState

    @concurrent func handle(
        _ request: Request, context: CallerContext,
        next: @concurrent (Request, CallerContext) async throws -> Response
    ) async throws -> Response {
        let start = uptime()
        state.measurements.begin()
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let problem = problem(error, request, context)
            response =
                request.wantsPage ? problem.page(for: request) : problem.response(for: request)
        }
        response.headers.merge(Self.protection)
        if request.method == .head { response = response.createHeadResponse() }
        let path = context.endpointPath ?? "(none)"
        let seconds = uptime() - start
        state.measurements.end(
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

    /// What keeps browsers from doing anything with a page but showing it.
    private static let protection: HTTPFields = {
        var fields: HTTPFields = [:]
        let values = [
            "Content-Security-Policy":
                "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Strict-Transport-Security": "max-age=31536000",
        ]
        for (name, value) in values {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return fields
    }()

    private func problem(
        _ error: any Error, _ request: Request, _ context: CallerContext
    ) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let known as HTTPError:
            return known.status == .notFound
                ? .notFound("There is nothing at this address.")
                : Problem(known.status, known.body ?? known.status.reasonPhrase)
        case let known as any HTTPResponseError:
            return Problem(known.status, known.status.reasonPhrase)
        default:
            context.logger.error("failed", metadata: ["error": "\(error)"])
            return Problem(
                .serviceUnavailable, "The ledger cannot be used just now; the log says why.")
        }
    }
}

extension Request {
    /// Whether a person looks at the answer in a browser.
    fileprivate var wantsPage: Bool {
        !uri.path.hasPrefix("/api/") && (headers[.accept] ?? "").contains("text/html")
    }

    /// Where the asker comes back to after signing in, as a query; empty for the beginning and for
    /// what cannot be asked for again.
    fileprivate var returning: String {
        guard method == .get, uri.string != "/" else { return "" }
        return "?next=\(uri.string.inPath)"
    }
}

extension HTTPFields {
    /// Takes on fields; those that are there already stay.
    fileprivate mutating func merge(_ others: HTTPFields) {
        for field in others where self[field.name] == nil { self[field.name] = field.value }
    }
}

extension Endpoint {
    /// Answers a request of whoever may pass the gate.
    func answer(
        _ request: Request, _ context: CallerContext, _ state: ServiceState
    ) async throws -> Response {
        let known = gate == .open ? nil : try await state.authenticator.viewer(of: request)
        do {
            return try await handle(call(of: request, known, context, state))
        } catch let problem as Problem where isPage {
            if problem.status == .unauthorized {
                return Response(
                    status: .seeOther, headers: [.location: "/sign-in\(request.returning)"])
            }
            let months = try? await state.library.current().months
            return problem.page(for: request, viewer: known?.viewer, month: months?.first)
        }
    }

    private func call(
        of request: Request, _ known: (viewer: Viewer, session: Session?)?,
        _ context: CallerContext, _ state: ServiceState
    ) throws -> Call {
        let caller = known?.viewer.subject ?? "nobody"
        if gate != .open, let seconds = state.requests.wait(caller, at: uptime()) {
            throw Problem(
                .tooManyRequests, "Try again in \(seconds) seconds.",
                fields: [.retryAfter: "\(seconds)"])
        }
        var reach = Reach.all
        switch gate {
        case .open: break
        case .anyone: if known == nil { throw Problem.unauthorized }
        case .reaching(let right):
            guard let viewer = known?.viewer else { throw Problem.unauthorized }
            guard let granted = viewer.reach(to: right) else { throw Problem.forbidden }
            reach = granted
        }
        // Programs change things with a token; browsers only by forms, which prove where they are from.
        if known?.session != nil, method != .get, !isPage { throw Problem.forbidden }
        var parameters: [String: String] = [:]
        for parameter in self.parameters where parameter.isInPath {
            parameters[parameter.name] = context.parameters.get(parameter.name)
                .flatMap(\.removingPercentEncoding)
        }
        return Call(
            request: request, parameters: parameters, viewer: known?.viewer, reach: reach,
            session: known?.session, address: context.address(of: request), service: state)
    }
}

extension Problem {
    /// The problem as RFC 9457 has it.
    func response(for request: Request) -> Response {
        let content: JSON = [
            "type": "about:blank", "title": .text(status.reasonPhrase),
            "status": .count(status.code), "detail": .text(detail),
            "instance": .text(request.uri.path),
        ]
        var response = Reply(content.document, "application/problem+json").response(
            to: request, status: status, isKept: false)
        for field in fields { response.headers[field.name] = field.value }
        return response
    }
}
