public import Charting
public import DeskAccess
public import DeskMemory
public import Domain
public import Hummingbird
public import Logging
import SignIn
import Web

/// The desk over HTTP: web pages for a CSM's week, and a JSON API. Each role sees only what it may.
///
/// ```swift
/// let service = HealthDeskService(
///     store: ledger, accessStore: access, memory: memory, fonts: try Fonts.resolve(),
///     configuration: DeskConfiguration(), logger: logger)
/// try await service.application().runService()
/// ```
public struct HealthDeskService: Sendable {
    private let state: DeskState

    /// The most threads that the service has beside those that answer requests.
    public static let threadsBeside = 16

    /// The service for one ledger of the desk.
    ///
    /// - Parameters:
    ///   - store: the ledger's facts.
    ///   - accessStore: tokens and people.
    ///   - memory: the alerts that were told.
    ///   - fonts: the fonts of the charts.
    ///   - configuration: the settings.
    ///   - logger: logs every request, without secrets.
    public init(
        store: any FactStore & Sendable, accessStore: DeskAccessStore,
        memory: SQLiteDeskMemory, fonts: Fonts,
        configuration: DeskConfiguration, logger: Logger
    ) {
        BlockingWork.Queue.startAll()
        let measurements = Measurements.ofDesk()
        let library = DayLibrary(store, memory, configuration, logger)
        let imports = ImportFiles(store, configuration, measurements, logger)
        imports.removeLeftovers()
        state = DeskState(
            configuration: configuration, library: library,
            writer: EntryWriter(store, library, measurements),
            admission: Admission(
                accessStore, provider: configuration.oidc,
                requestsPerSecond: configuration.requestsPerSecond,
                hasSecureCookies: configuration.hasSecureCookies, logger: logger),
            imports: imports,
            measurements: measurements, fonts: fonts, logger: logger)
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
}
