public import Access
public import Charting
public import Domain
public import Hummingbird
public import Logging

/// The performance views over HTTP: pages and an interface for programs, to each role its own.
public struct PerformanceService: Sendable {
    private let state: ServiceState
    private let logger: Logger

    /// The service over a ledger.
    ///
    /// - Parameters:
    ///   - store: the facts.
    ///   - book: tokens, access log and comments.
    ///   - policy: the constants of all reviews.
    ///   - fonts: what charts are set in.
    ///   - configuration: how it runs.
    ///   - logger: is told of every request, without secrets.
    public init(
        store: any FactStore & Sendable, book: any AccessStore, policy: Policy, fonts: Fonts,
        configuration: ServiceConfiguration, logger: Logger
    ) {
        let measurements = Measurements()
        state = ServiceState(
            configuration: configuration,
            library: ReviewLibrary(
                store, policy: policy, secret: book.signingKey),
            book: book,
            authenticator: Authenticator(
                book: book, signer: Session.Signer(key: book.signingKey),
                oidc: configuration.oidc.map { OIDCVerifier($0, logger: logger) }),
            recorder: ViewRecorder(book),
            requests: RateLimit(
                perSecond: configuration.requestsPerSecond,
                burst: 20 * configuration.requestsPerSecond),
            signIns: RateLimit(perSecond: 0.1, burst: 20),
            imports: ImportJobs(store, configuration, measurements, logger),
            measurements: measurements,
            fonts: fonts)
        self.logger = logger
    }

    /// The running service: ends gracefully on SIGTERM and SIGINT, answers first.
    ///
    /// - Parameter onStart: is told the port when it listens.
    /// - Returns: the application, to be run.
    public func application(
        onStart: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionGuard()],
                    idleTimeout: .seconds(30),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024,
                        maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(
                    state.configuration.host, port: state.configuration.port)),
            onServerRunning: { await onStart($0.localAddress?.port ?? 0) }, logger: logger)
    }

    /// Ends what was begun: imports that were accepted are taken in. To be called when the application
    /// has ended.
    public func finish() async { await state.imports.finish() }

    /// Everything that the service answers.
    static let endpoints: [Endpoint] =
        Endpoint.operation + Endpoint.reviews + Endpoint.audits + Endpoint.charts
        + Endpoint.importing + Endpoint.comments + Endpoint.accessLog + Endpoint.pages
        + Endpoint.signingIn

    private var router: Router<CallerContext> {
        let router = Router(context: CallerContext.self)
        router.add(middleware: Gatekeeper(state: state))
        for (path, endpoints) in Dictionary(grouping: Self.endpoints, by: \.path) {
            for endpoint in endpoints {
                let state = state
                let answer = { @Sendable (request: Request, context: CallerContext) in
                    try await endpoint.answer(request, context, state)
                }
                router.on(RouterPath(path), method: endpoint.method, use: answer)
                if endpoint.method == .get {
                    router.on(RouterPath(path), method: .head, use: answer)
                }
            }
            let allowed = endpoints.map(\.method.rawValue).sorted()
            let others = HTTPRequest.Method.others(than: endpoints.map(\.method))
            for method in others {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw Problem(
                        .methodNotAllowed, "This address takes \(allowed.joined(separator: ", ")).",
                        fields: [.allow: allowed.joined(separator: ", ")])
                }
            }
        }
        return router
    }
}

extension HTTPRequest.Method {
    /// The methods that an address does not take.
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
