import ArgumentParser
import Calendar
import DeskMemory
import Domain
import Formats
import HealthDesk
import Scoring
import Terminal
import Transfers

struct PushCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: """
            Send overrides, sessions (meaningful touches) and, with --model, scores to the service \
            of parallax.
            """,
        discussion: """
            Each row is sent once. A row that the service refuses is kept for the next push. The \
            secret of an importer's token is read from PARALLAX_PUSH_TOKEN, or from --token-file.
            """)

    @OptionGroup var options: DayOptions

    @Argument(help: "The address of the service, such as https://parallax.example.com.")
    var service: String

    @Option(help: "A file that holds the secret of an importer's token.")
    var tokenFile: String?

    @Option(
        help: """
            The first day of the scores, such as 2026-10-01 (default: the last day that was sent, \
            else the day itself).
            """)
    var since: Day?

    @Option(help: "The most rows of a request.")
    var rowsAtOnce = 5000

    @Flag(help: "Send everything again, as to a service whose ledger was restored.")
    var again = false

    @Flag(help: "Print as JSON.")
    var json = false

    func validate() throws {
        if let since, since > options.day {
            throw ValidationError("--since must not be after \(options.day)")
        }
        guard rowsAtOnce > 0 else { throw ValidationError("--rows-at-once must be at least 1") }
    }

    func run() throws {
        let address = try WebAddress(service)
        let token = try token()
        let sources = try options.sources()
        let memory = try SQLiteDeskMemory(
            path: SQLiteDeskMemory.path(besideLedger: options.ledger.file))
        if again { try memory.forgetPushes(to: address.text) }
        let first = try firstDay(sources, memory, address)
        let scores =
            try sources.models == nil ? nil : sources.scores(daysBefore: sources.day - first)
        let push = PushFacts(
            service: PushService(address: address, token: token), memory: memory,
            rowsAtOnce: rowsAtOnce)
        let export = FactExport(
            portfolio: sources.reading.portfolio, working: sources.reading.working)
        var outcomes: [PushOutcome] = []
        for (name, table) in try export.files(scores: scores, on: first...sources.day) {
            Terminal.progress("\(name): \(counted(table.rows, "row"))")
            let isByDay = table.feed == .health
            let outcome = try push.push(table) { place in
                isByDay ? String(table.keys[place].suffix(Self.dayLength)) : table.keys[place]
            }
            outcomes.append(outcome)
        }
        Terminal.endProgress()
        try show(outcomes, address)
        if outcomes.contains(where: { !$0.refused.isEmpty }) { throw ExitCode(2) }
    }

    /// The bytes of a day such as 2026-10-31, with which the key of a score ends.
    private static let dayLength = 10

    /// The first day whose scores are sent. The last day that was sent is looked at again: facts of
    /// it may have come since.
    private func firstDay(
        _ sources: DeskSources, _ memory: SQLiteDeskMemory, _ address: WebAddress
    ) throws -> Day {
        if let since { return since }
        let sent = try memory.pushed(.health, to: address.text).digests.keys.compactMap { Day($0) }
        return sent.filter { $0 <= sources.day }.max() ?? sources.day
    }

    private func token() throws -> Secret {
        let secret =
            try tokenFile.map { try Secret(file: $0) }
            ?? Secret(environment: "PARALLAX_PUSH_TOKEN")
        guard let secret else { throw DeskError.noPushToken }
        return secret
    }

    private func show(_ outcomes: [PushOutcome], _ address: WebAddress) throws {
        if json {
            return try Terminal.print(JSON.array(outcomes.map(\.json)).document)
        }
        var table = Table(
            ["feed", ">rows", ">sent before", ">new", ">unchanged", ">restated", ">refused"])
        for outcome in outcomes { table.add(outcome.line) }
        try Terminal.show(table.text)
        let refused = outcomes.flatMap { outcome in outcome.refused.map { (outcome.feed, $0) } }
        for (feed, (row, reason)) in refused.prefix(Self.mostShown) {
            try Terminal.show("Refused: \(feed.rawValue) \(row): \(reason)")
        }
        if refused.count > Self.mostShown {
            try Terminal.show("And \(Terminal.grouped(refused.count - Self.mostShown)) others")
        }
        if !refused.isEmpty { try Terminal.show("The next push sends refused rows again.") }
        try Terminal.show("Service: \(address.server)")
    }

    private static let mostShown = 20
}
