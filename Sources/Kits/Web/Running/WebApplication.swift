package import Hummingbird
import HummingbirdCore
package import Logging

/// The application that runs a service. On SIGTERM or SIGINT it takes no more connections, gives open
/// requests ten seconds, then closes what is still open and stops.
///
/// - Parameters:
///   - service: the service to run.
///   - host: the address to listen on.
///   - port: the port to listen on; 0 picks a free one.
///   - logger: logs every request, without secrets.
///   - onStart: called with the port once the application listens.
/// - Returns: the application, ready to run.
package func webApplication(
    _ service: some WebService, host: String, port: Int, logger: Logger,
    onStart: @escaping @Sendable (Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    Application(
        router: router(service),
        server: .http1(
            configuration: .init(
                additionalChannelHandlers: [ConnectionGuard()],
                idleTimeout: .seconds(30),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024,
                    maxHeaderFieldCount: 100))),
        configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
        onServerRunning: { await onStart($0.localAddress?.port ?? 0) }, logger: logger)
}

/// The routes to the endpoints of a service.
private func router<Service: WebService>(_ service: Service) -> Router<CallerContext> {
    let router = Router(context: CallerContext.self)
    router.add(middleware: Gatekeeper(service: service))
    for (path, endpoints) in Dictionary(grouping: Service.endpoints, by: \.path) {
        for endpoint in endpoints {
            let answer = { @Sendable (request: Request, context: CallerContext) in
                try await endpoint.answer(request, context, service)
            }
            router.on(RouterPath(path), method: endpoint.method, use: answer)
            if endpoint.method == .get {
                router.on(RouterPath(path), method: .head, use: answer)
            }
        }
        let allowed = endpoints.map(\.method.rawValue).sorted().joined(separator: ", ")
        for method in HTTPRequest.Method.others(than: endpoints.map(\.method)) {
            router.on(RouterPath(path), method: method) { _, _ -> Response in
                throw Problem(
                    .methodNotAllowed, "This address takes \(allowed).",
                    fields: [.allow: allowed])
            }
        }
    }
    return router
}

extension HTTPRequest.Method {
    /// The known methods that an address does not accept.
    fileprivate static func others(than taken: [HTTPRequest.Method]) -> [HTTPRequest.Method] {
        let known: [HTTPRequest.Method] =
            [
                .get, .head, .post, .put, .patch, .delete, .options, .trace,
            ] + [HTTPRequest.Method("QUERY")].compactMap(\.self)
        return known.filter { method in
            !taken.contains(method) && !(method == .head && taken.contains(.get))
        }
    }
}
