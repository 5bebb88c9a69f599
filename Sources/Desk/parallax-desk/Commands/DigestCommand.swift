import ArgumentParser
import Calendar
import Delivery
import DeskDigest
import DeskFiles
import DeskMemory
import Domain
import Formats
import Glibc
import HealthDesk
import Scoring
import Storage
import Terminal

struct DigestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract: "Tell what happened since the last digest: by mail, webhook or file.",
        discussion: """
            Each alert is told once, and nothing is sent if nothing happened. Run it daily, after \
            the import. The settings are a YAML file such as Data/desk-digest.yaml.
            """)

    @OptionGroup var options: DayOptions

    @Option(help: "The file that says who gets digests, and by which ways.")
    var settings: String?

    @Flag(help: "Print what would be told, and change nothing.")
    var dryRun = false

    func validate() throws {
        guard dryRun || settings != nil else {
            throw ValidationError("Name the file that says who gets digests: --settings FILE")
        }
    }

    func run() throws {
        let settings = try settings.map { try DigestSettings(yamlFile: $0) }
        let path = SQLiteDeskMemory.path(besideLedger: options.ledger.file)
        let (today, _) = try options.sources().workingDay()
        guard !dryRun, let settings else {
            // A dry run leaves no memory behind where there was none.
            let isNew = access(path, F_OK) != 0
            let memory = try isNew ? nil : SQLiteDeskMemory(path: path)
            var known = try memory?.alertMemory() ?? AlertMemory()
            let alerts = try (memory?.untoldAlerts() ?? []) + today.told(known.alerts(today))
            return try show(alerts, address: settings)
        }
        let memory = try SQLiteDeskMemory(path: path)
        guard let lock = try ProcessClaim(on: path) else { throw DeskError.digestIsRunning }
        let report = try withExtendedLifetime(lock) {
            try SendDigest(memory: memory, settings: settings) { sleep(UInt32($0)) }.run(today)
        }
        try show(report)
        if !report.failed.isEmpty { throw ExitCode(2) }
    }

    private func show(_ alerts: [ToldAlert], address settings: DigestSettings?) throws {
        guard !alerts.isEmpty else { return try Terminal.show(Self.silence) }
        let message = Message(digestOf: alerts, id: "", address: settings?.address)
        try Terminal.show("\(message.subject)\n\n\(message.text)")
        try Terminal.show("Dry run: nothing was sent or remembered.")
    }

    private func show(_ report: SendDigest.Report) throws {
        let count = counted(report.alerts.count, "alert")
        try Terminal.show(report.alerts.isEmpty ? Self.silence : "\(count) since the last digest.")
        for route in report.delivered { try Terminal.show("Delivered: \(route)") }
        for (route, reason) in report.failed {
            try Terminal.show("Not delivered, for the next digest: \(route): \(reason)")
        }
        for entry in report.givenUp {
            try Terminal.show("Given up: the digest of \(entry.day) for \(entry.route)")
        }
    }

    private static let silence = "Nothing happened since the last digest."
}
