public import Access
public import Charting
public import Domain
public import Hummingbird
import Identity
public import Logging
import Web

/// The performance views over HTTP: pages and an interface for programs, to each role its own.
///
/// ```swift
/// let service = PerformanceService(
///     store: ledger, accessStore: accessStore, policy: Policy(), fonts: try Fonts.resolve(),
///     configuration: ServiceConfiguration(), logger: logger)
/// try await service.application().runService()
/// await service.finish()
/// ```
public struct PerformanceService: Sendable {
    private let state: ServiceState

    /// The service over a ledger.
    ///
    /// - Parameters:
    ///   - store: the facts.
    ///   - accessStore: tokens, access log and comments.
    ///   - policy: the constants of all reviews.
    ///   - fonts: what charts are set in.
    ///   - configuration: how it runs.
    ///   - logger: is told of every request, without secrets.
    public init(
        store: any FactStore & Sendable, accessStore: any AccessStore, policy: Policy,
        fonts: Fonts, configuration: ServiceConfiguration, logger: Logger
    ) {
        let measurements = Measurements.ofPerformance()
        state = ServiceState(
            configuration: configuration,
            library: ReviewLibrary(store, policy: policy, secret: accessStore.signingKey),
            accessStore: accessStore,
            authenticator: Authenticator(
                accessStore: accessStore,
                signer: SessionSigner(
                    key: accessStore.signingKey, cookieName: "parallax_session"),
                oidc: configuration.oidc.map { OIDCAuthenticator($0, logger: logger) }),
            recorder: AccessRecorder(accessStore),
            requests: RateLimit(
                perSecond: configuration.requestsPerSecond,
                burst: 20 * configuration.requestsPerSecond),
            signIns: RateLimit(perSecond: 0.1, burst: 20),
            imports: ImportJobs(store, configuration, measurements, logger),
            measurements: measurements,
            fonts: fonts, logger: logger)
    }

    /// The running service: ends gracefully on SIGTERM and SIGINT, answers first.
    ///
    /// - Parameter onStart: is told the port when it listens.
    /// - Returns: the application, to be run.
    public func application(
        onStart: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        webApplication(
            state, host: state.configuration.host, port: state.configuration.port,
            logger: state.logger, onStart: onStart)
    }

    /// Ends what was begun: imports that were accepted are taken in. To be called
    /// when the application has ended.
    public func finish() async { await state.imports.finish() }
}
