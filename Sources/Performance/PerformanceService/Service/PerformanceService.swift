public import Access
public import Charting
public import Closing
public import Domain
public import Hummingbird
import Identity
public import Logging
import SignIn
import Web

/// The reviews over HTTP: web pages and a JSON API. Each role sees only what it may.
///
/// ```swift
/// let service = PerformanceService(
///     store: ledger, closings: closings, accessStore: accessStore, policy: Policy(), fonts: try Fonts.resolve(),
///     configuration: ServiceConfiguration(), logger: logger)
/// try await service.application().runService()
/// try await service.finish()
/// ```
public struct PerformanceService: Sendable {
    private let state: ServiceState
    /// The most threads that the service has beside those that answer requests.
    public static let threadsBeside = 17

    /// The service for one ledger.
    ///
    /// - Parameters:
    ///   - store: the ledger's facts.
    ///   - closings: the closed months.
    ///   - accessStore: tokens, access log and comments.
    ///   - policy: the constants of all reviews.
    ///   - fonts: the fonts of the charts.
    ///   - configuration: the settings.
    ///   - logger: logs every request, without secrets.
    public init(
        store: any FactStore & Sendable, closings: any ClosingStore,
        accessStore: any AccessStore, policy: Policy, fonts: Fonts,
        configuration: ServiceConfiguration, logger: Logger
    ) {
        BlockingWork.Queue.startAll()
        let measurements = Measurements.ofPerformance()
        let library = ReviewLibrary(
            store, closings: closings, policy: policy, secret: accessStore.signingKey,
            measurements: measurements)
        state = ServiceState(
            configuration: configuration,
            library: library,
            facts: store, closings: closings, accessStore: accessStore,
            admission: Admission(
                accessStore, provider: configuration.oidc,
                requestsPerSecond: configuration.requestsPerSecond,
                hasSecureCookies: configuration.hasSecureCookies, logger: logger),
            recorder: AccessRecorder(accessStore),
            imports: ImportJobs(
                store, configuration, reportingCurrency: policy.reportingCurrency, measurements,
                logger),
            mappings: MappingFolder(path: configuration.mappingsFolder),
            deliveries: configuration.deliveries.map {
                DeliveryLoop(
                    $0, claim: configuration.deliveryClaim, library: library, facts: store,
                    closings: closings, accessStore: accessStore, fonts: fonts, logger: logger)
            },
            measurements: measurements,
            fonts: fonts, logger: logger)
    }

    /// The application that runs the service. On SIGTERM or SIGINT it gives open requests ten seconds,
    /// then stops.
    ///
    /// - Parameter onStart: called with the port once the service listens.
    /// - Returns: the application, ready to run.
    public func application(
        onStart: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        webApplication(
            state, host: state.configuration.host, port: state.configuration.port,
            logger: state.logger, onStart: onStart)
    }

    /// Begins to send deliveries, if the settings have any. Call it once the service listens.
    public func startDeliveries() { state.deliveries?.start() }

    /// Finishes the delivery under way and the imports that were accepted, as far as that takes at most
    /// `seconds` seconds. The next start takes up what is left. Call it after the application has
    /// stopped.
    ///
    /// - Throws: `CancellationError`.
    public func finish(within seconds: Double = 40) async throws {
        async let stopped: Void? = state.deliveries?.stop(within: seconds)
        try await state.imports.finish(within: seconds)
        _ = await stopped
    }
}
