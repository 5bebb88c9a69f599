import Access
import AccessLedger
import ArgumentParser
import Calendar
import Closing
import Domain
import Formats
import Glibc
import PerformanceService
import Terminal

struct DisputeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispute",
        abstract: "Disputes about facts behind cards: list, accept, decline.",
        discussion: """
            CSMs dispute facts on their card in the service. While a dispute about a month is open, \
            close refuses the month.
            """,
        subcommands: [List.self, Accept.self, Decline.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the disputes.")

        @OptionGroup var ledger: LedgerOptions

        @Option(help: "Only those about this month, such as 2026-10.")
        var month: Month?

        @Flag(help: "Print as JSON.")
        var json = false

        func run() throws {
            let closings = ledger.closings(try ledger.open())
            let found = try ledger.accessStore().disputes(of: month).map { numbered in
                StandingDispute(
                    numbered: numbered,
                    state: numbered.state(
                        today: try closings.row(
                            of: numbered.dispute.feed, key: numbered.dispute.key)))
            }
            if json {
                return try Terminal.print(JSON.array(found.map(\.json)).document)
            }
            guard !found.isEmpty else { return try Terminal.show("Nothing is disputed.") }
            var table = Table([">number", "month", "CSM", "state", "row", "should be", "why"])
            for standing in found {
                let dispute = standing.numbered.dispute
                let isRow = dispute.field == Dispute.wholeRow
                table.add([
                    "\(standing.numbered.number)", dispute.month.description, dispute.csm.text,
                    standing.state.rawValue, "\(dispute.feed.rawValue) \(dispute.key)",
                    isRow ? "not there" : "\(dispute.field) \(dispute.should)", dispute.why,
                ])
            }
            try Terminal.show(table.text)
        }
    }

    struct Accept: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept",
            abstract: "Accept a dispute: it is pending until an import makes the correction.")

        @OptionGroup var ledger: LedgerOptions

        @Argument(help: "The number of the dispute.")
        var number: Int

        @Option(help: "What is to be done.")
        var note: String?

        func run() throws { try DisputeCommand.answer(number, true, note, ledger) }
    }

    struct Decline: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decline", abstract: "Decline a dispute.")

        @OptionGroup var ledger: LedgerOptions

        @Argument(help: "The number of the dispute.")
        var number: Int

        @Option(help: "Why.")
        var why: String

        func run() throws { try DisputeCommand.answer(number, false, why, ledger) }
    }

    /// Answers a dispute, and logs it where the person sees it.
    fileprivate static func answer(
        _ number: Int, _ isAccepted: Bool, _ text: String?, _ ledger: LedgerOptions
    ) throws {
        if let text, text.allSatisfy(\.isWhitespace) {
            throw ClosingError.emptyText(isAccepted ? "--note" : "--why")
        }
        _ = try ledger.open()
        let store = try ledger.accessStore()
        guard let known = try store.disputes(of: nil).first(where: { $0.number == number }) else {
            throw CommandError.unknownDispute(number)
        }
        guard known.answer == nil else { throw CommandError.answeredDispute(number) }
        let author = LedgerOptions.operator(at: Terminal.now())
        let answer = DisputeAnswer(isAccepted: isAccepted, text: text, by: author)
        let word = isAccepted ? "accepted" : "declined"
        try store.record([
            AccessRecord(
                time: author.time, subject: author.subject, name: author.name, role: author.role,
                csm: known.dispute.csm, what: "\(word) dispute \(number) \(known.dispute.month)")
        ])
        guard try store.answer(number, with: answer) else {
            throw CommandError.answeredDispute(number)
        }
        try Terminal.show("Dispute \(number) is \(word).")
    }
}
