import ArgumentParser
import Calendar
import Charting
import Concurrency
import Configuration
import Deliveries
import Domain
import Formats
import Glibc
import Hummingbird
import Intake
import Ledger
import Logging
import PerformanceService
import Review
import SignInCommands
import SystemPackage
import Terminal

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve reviews over HTTP, by role.",
        discussion: """
            Every option can also be set in a YAML file (--config) or in the environment, such as \
            PARALLAX_PORT for --port. The command line has priority.
            """)

    @OptionGroup var ledger: LedgerOptions

    @Option(help: "A YAML file with options.")
    var config: String?

    @Option(help: "The address to listen on (default: 127.0.0.1).")
    var host: String?

    @Option(help: "The port to listen on; 0 chooses a free one (default: 8080).")
    var port: Int?

    @Option(help: "A policy file that replaces default constants.")
    var policy: String?

    @Option(
        help: "The look of charts: light, dark or a theme file (default: as the browser prefers).")
    var theme: String?

    @Flag(help: "Allow cookies without TLS; only for trials on one machine.")
    var plainHTTP = false

    @Option(help: "Requests per second and caller, on average (default: 50).")
    var rateLimit: Double?

    @Option(help: "The largest import in bytes (default: 2 GiB).")
    var largestImport: Int?

    @Option(help: "A file of deliveries, to send them while the service runs.")
    var deliveries: String?

    func run() throws {
        // Swift's runtime and Dispatch wait for ever for a thread that the system does not give.
        let needed = 3 * Threads.processorCount + PerformanceService.threadsBeside
        guard Threads.left(upTo: needed) == needed else { throw CommandError.tooFewThreads(needed) }
        try waiting { [self] in try await serve() }
    }

    private func serve() async throws {
        let settings = try await reader()
        var service = ServiceConfiguration()
        service.host = host ?? settings.string(forKey: "host", default: service.host)
        service.port = port ?? settings.int(forKey: "port", default: service.port)
        service.hasSecureCookies =
            !(plainHTTP || settings.bool(forKey: "plain.http", default: false))
        service.requestsPerSecond =
            rateLimit ?? settings.double(forKey: "rate.limit", default: service.requestsPerSecond)
        service.largestImport =
            largestImport ?? settings.int(forKey: "largest.import", default: service.largestImport)
        service.scratchFolder = ledger.file + ".imports"
        service.mappingsFolder = ledger.file + ".mappings"
        service.theme = try (theme ?? settings.string(forKey: "theme")).map(Theme.init(argument:))
        service.deliveries = try (deliveries ?? settings.string(forKey: "deliveries")).map {
            try DeliverySettings(yamlFile: $0)
        }
        service.deliveryClaim = ledger.deliveryClaim
        service.oidc = try ProviderSettings(settings, example: "https://parallax.example.com")
            .provider()
        guard (0...65_535).contains(service.port), service.requestsPerSecond > 0,
            service.largestImport > 0
        else {
            throw ValidationError(
                "The port must be from 0 to 65535, and limits must be above 0.")
        }

        let policyFile = policy ?? settings.string(forKey: "policy")
        let constants = try policyFile.map { try Policy(yamlFile: $0) }
        service.policyFile = try policyFile.map { path in
            PolicyFile(name: path, constants: try Policy.constants(namedInFile: path))
        }
        let store = try ledger.open(creating: true)
        // This first read puts the ledger into write-ahead mode. From then on, imports and reads do
        // not wait for each other.
        _ = try store.revision()
        let logger = Logger(label: "parallax") { _ in LogLines() }
        let file = ledger.file
        let address = service.host
        let performance = PerformanceService(
            store: store, closings: ledger.closings(store), accessStore: try ledger.accessStore(),
            policy: constants ?? Policy(), fonts: try Fonts.resolve(), configuration: service,
            logger: logger)
        let application = performance.application { port in
            do {
                // One line, whatever its length: programs that start the service read it.
                let line = "Parallax serves \(file) at http://\(address):\(port)\n"
                try Terminal.print(Array(line.utf8))
            } catch {
                logger.error("the address cannot be shown", metadata: ["error": "\(error)"])
            }
            performance.startDeliveries()
        }
        do {
            try await application.runService()
        } catch {
            throw CommandError.cannotServe("\(address):\(service.port)", "\(error)")
        }
        try await performance.finish()
    }

    /// The settings from the environment and the configuration file. The environment has priority.
    private func reader() async throws -> ConfigReader {
        var providers: [any ConfigProvider] = [
            EnvironmentVariablesProvider().prefixKeys(with: "parallax")
        ]
        if let config {
            _ = try Formats.FileDescriptor.reading(config)
            do {
                providers.append(
                    try await FileProvider<YAMLSnapshot>(filePath: .init(config)))
            } catch {
                let lines = "\(error)".split(whereSeparator: \.isNewline)
                throw CommandError.unusableConfiguration(config, lines.joined(separator: " "))
            }
        }
        return ConfigReader(providers: providers)
    }
}
