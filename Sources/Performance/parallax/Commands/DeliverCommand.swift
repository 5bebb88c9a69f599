import Access
import AccessLedger
import ArgumentParser
import Calendar
import Charting
import Closing
import Deliveries
import Domain
import Formats
import Glibc
import Intake
import Ledger
import Review
import Terminal

struct DeliverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver",
        abstract: "Send reviews and alerts to those who are to have them.",
        discussion: """
            The deliveries are a YAML file such as Data/deliveries.yaml. Run it with --due from a \
            timer, or give the file to `serve`, or both: each period is sent once. See \
            Documentation/deliveries.md.
            """)

    @OptionGroup var ledger: LedgerOptions

    @Option(help: "The file of the deliveries (default: $PARALLAX_DELIVERIES).")
    var deliveries: String?

    @Option(help: "A policy file that replaces default constants.")
    var policy: String?

    @Flag(help: "Send what is due.")
    var due = false

    @Flag(help: "Show what was sent, what is due and what failed.")
    var list = false

    @Flag(help: "Make what is due and say what would be sent; send and record nothing.")
    var dryRun = false

    @Option(help: "Try again what a delivery has not sent, by its name.")
    var retry: String?

    @Flag(help: "With --list: print as JSON.")
    var json = false

    private var file: String? {
        deliveries ?? getenv("PARALLAX_DELIVERIES").map { String(cString: $0) }
    }

    func validate() throws {
        guard [due, list, dryRun, retry != nil].count(where: \.self) == 1 else {
            throw ValidationError("Give one of --due, --list, --dry-run and --retry NAME.")
        }
        guard list || !json else { throw ValidationError("--json needs --list.") }
        guard file != nil else {
            throw ValidationError("Name the file of the deliveries: --deliveries FILE")
        }
    }

    func run() throws {
        let settings = try DeliverySettings(yamlFile: file ?? "")
        let store = try ledger.open()
        let accessStore = try ledger.accessStore()
        let reviews = LedgerReviews(
            store: store, closingStore: ledger.closings(store),
            policy: try policy.map { try Policy(yamlFile: $0) } ?? Policy())
        let send = SendDeliveries(
            settings, store: accessStore, claim: ledger.deliveryClaim, source: reviews,
            fonts: { try Fonts.resolve() }, clock: { Terminal.now() })
        if list {
            let found = try DeliveryList(
                settings, store: accessStore, source: reviews, at: Terminal.now())
            return try json ? Terminal.print(found.json.document) : Terminal.show(found.text)
        }
        if dryRun { return try show(try send.preview()) }
        if let retry {
            guard let delivery = settings.deliveries.first(where: { $0.name == retry }) else {
                throw DeliverySettingsError.unknownDelivery(retry)
            }
            let names = try send.retry(delivery)
            return try Terminal.show(
                names.isEmpty
                    ? "Nothing of \(retry) has failed."
                    : "The next run tries again: \(retry), \(names.joined(separator: ", "))")
        }
        let report = try send.run()
        try Terminal.show(report.text)
        if report.hasFailures { throw ExitCode(2) }
    }

    private func show(_ previews: [SendDeliveries.Preview]) throws {
        for preview in previews {
            try Terminal.show(preview.text)
        }
        try Terminal.show(
            (previews.isEmpty ? "Nothing is due. " : "")
                + "Dry run: nothing was sent or recorded.")
    }
}

extension LedgerOptions {
    /// The path of the file for which one process at a time sends deliveries.
    var deliveryClaim: String { accessFile + ".deliveries" }
}
