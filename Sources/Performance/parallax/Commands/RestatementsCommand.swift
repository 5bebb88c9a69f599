import ArgumentParser
import Calendar
import Closing
import Domain
import Intake
import Ledger
import Publishing
import Terminal

struct RestatementsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restatements",
        abstract: "Compare what a closed month published with today's figures.",
        discussion: """
            Every difference is explained by what came in since: withdrawn, late and restated rows, \
            moved owners, a changed policy, a changed method. The parts add up to the difference.
            """)

    @OptionGroup var ledger: LedgerOptions

    @Option(help: "The closed month, such as 2026-10.")
    var month: Month

    @Option(help: "An older edition (default: the newest).")
    var edition: Int?

    @Option(help: "A policy file that replaces default constants today.")
    var policy: String?

    @Flag(help: "Print as JSON, with the figures that did not change.")
    var json = false

    func run() throws {
        let store = try ledger.open()
        let closings = ledger.closings(store)
        let closed = try closings.closings().last {
            $0.month == month && $0.edition == edition ?? $0.edition
        }
        guard let closed else {
            guard let edition, try closings.newestEdition(of: month) != nil else {
                throw ClosingError.notClosed(month)
            }
            throw CommandError.unknownEdition(month, edition)
        }
        let today = try policy.map { try Policy(yamlFile: $0) } ?? Policy()
        let found = try closings.restatements(since: closed, today: today)
        if json {
            try Terminal.print(found.json())
        } else {
            try Terminal.show(RestatementReport(found).text)
        }
    }
}
