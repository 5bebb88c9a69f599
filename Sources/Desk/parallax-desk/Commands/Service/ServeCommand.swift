import ArgumentParser
import Calendar
import Charting
import Concurrency
import Configuration
import DeskFiles
import DeskMemory
import Domain
import Formats
import HealthDesk
import HealthDeskService
import Hummingbird
import Ledger
import Logging
import Scoring
import SignInCommands
import SystemPackage
import Terminal

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the desk over HTTP, by role.",
        discussion: """
            Options can also be set in a YAML file (--config) or in the environment, such as \
            PARALLAX_DESK_PORT for --port. The command line has priority.
            """)

    @OptionGroup var ledger: DeskLedgerOptions

    @Option(help: "A YAML file with options.")
    var config: String?

    @Option(help: "The address to listen on (default: 127.0.0.1).")
    var host: String?

    @Option(help: "The port to listen on; 0 chooses a free one (default: 8090).")
    var port: Int?

    @Option(
        help: """
            A model file, by which scores are computed (default: the scores of health.csv). \
            Give every version of the model, each with this option.
            """)
    var model: [String] = []

    @Option(help: "A policy file that replaces default constants.")
    var policy: String?

    @OptionGroup var playbooks: PlaybookOptions

    @Option(help: "The look of charts: light, dark or a theme file (default: light).")
    var theme: String?

    @Flag(help: "Allow cookies without TLS; only for trials on one machine.")
    var plainHTTP = false

    @Option(help: "Requests per second and caller, on average (default: 50).")
    var rateLimit: Double?

    @Option(help: "The largest import in bytes (default: 256 MiB).")
    var largestImport: Int?

    @Option(help: "The day that counts as today, to try the desk with older facts.")
    var date: Day?

    func run() throws {
        // Swift's runtime and Dispatch wait for ever for a thread that the system does not give.
        let needed = 3 * Threads.processorCount + HealthDeskService.threadsBeside
        guard Threads.left(upTo: needed) == needed else { throw DeskError.tooFewThreads(needed) }
        try waiting { [self] in try await serve() }
    }

    private func serve() async throws {
        let settings = try await reader()
        let service = try deskConfiguration(settings)
        let store = try ledger.open(creating: true)
        // This first read puts the ledger into write-ahead mode. From then on, imports and reads do
        // not wait for each other.
        _ = try store.revision()
        let logger = Logger(label: "parallax-desk") { _ in LogLines() }
        let (file, address) = (ledger.file, service.host)
        let desk = HealthDeskService(
            store: store, accessStore: try ledger.accessStore(),
            memory: try SQLiteDeskMemory(
                path: SQLiteDeskMemory.path(besideLedger: ledger.file)), fonts: try Fonts.resolve(),
            configuration: service, logger: logger)
        let application = desk.application { port in
            do {
                // One line, whatever its length: programs that start the service read it.
                let line = "Parallax desk serves \(file) at http://\(address):\(port)\n"
                try Terminal.print(Array(line.utf8))
            } catch {
                logger.error("the address cannot be shown", metadata: ["error": "\(error)"])
            }
        }
        do {
            try await application.runService()
        } catch {
            throw DeskError.cannotServe("\(address):\(service.port)", "\(error)")
        }
    }

    private func deskConfiguration(_ settings: ConfigReader) throws -> DeskConfiguration {
        var service = DeskConfiguration()
        service.host = host ?? settings.string(forKey: "host", default: service.host)
        service.port = port ?? settings.int(forKey: "port", default: service.port)
        service.hasSecureCookies =
            !(plainHTTP || settings.bool(forKey: "plain.http", default: false))
        service.requestsPerSecond =
            rateLimit ?? settings.double(forKey: "rate.limit", default: service.requestsPerSecond)
        service.largestImport =
            largestImport ?? settings.int(forKey: "largest.import", default: service.largestImport)
        guard (0...65_535).contains(service.port), service.requestsPerSecond > 0,
            service.largestImport > 0
        else {
            throw ValidationError(
                "The port must be from 0 to 65535, and limits must be above 0.")
        }
        if let theme = theme ?? settings.string(forKey: "theme") {
            service.theme = try Theme(argument: theme)
        }
        service.scratchFolder = ledger.file + ".imports"
        service.date = date
        let policyFile = policy ?? settings.string(forKey: "policy")
        service.policy = try policyFile.map { try DeskPolicy(yamlFile: $0) } ?? DeskPolicy()
        let named = settings.string(forKey: "model").map { [$0] } ?? []
        let models = try (model.isEmpty ? named : model).map { try HealthModel(yamlFile: $0) }
        service.models = models.isEmpty ? nil : try ModelCourse(models)
        service.playbooks = try playbooks.read()
        service.oidc = try ProviderSettings(settings, example: "https://desk.example.com")
            .provider()
        return service
    }

    /// The settings from the environment and the configuration file. The environment has priority.
    private func reader() async throws -> ConfigReader {
        var providers: [any ConfigProvider] = [
            EnvironmentVariablesProvider().prefixKeys(with: "parallax.desk")
        ]
        if let config {
            _ = try Formats.FileDescriptor.reading(config)
            do {
                providers.append(
                    try await FileProvider<YAMLSnapshot>(filePath: .init(config)))
            } catch {
                let lines = "\(error)".split(whereSeparator: \.isNewline)
                throw DeskError.unusableConfiguration(config, lines.joined(separator: " "))
            }
        }
        return ConfigReader(providers: providers)
    }
}
