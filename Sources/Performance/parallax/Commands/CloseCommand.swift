import Access
import AccessLedger
import ArgumentParser
import Calendar
import Charting
import Closing
import Concurrency
import Domain
import Formats
import Glibc
import Intake
import Ledger
import Publishing
import Review
import Terminal

struct CloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close a month: keep its review as it was published.",
        discussion: """
            A closed month appears as published from then on, whatever is imported later. Closing \
            it again makes a second edition and keeps the first. See Documentation/closing.md.
            """)

    @OptionGroup var ledger: LedgerOptions

    @Option(help: "The month to close, such as 2026-10.")
    var month: Month?

    @Option(help: "What to remember about it.")
    var note: String?

    @Option(help: "Close it although disputes are open, and say why.")
    var despiteDisputes: String?

    @Option(help: "A policy file that replaces default constants.")
    var policy: String?

    @Flag(help: "List the closed months instead.")
    var list = false

    @Flag(help: "With --list: print as JSON.")
    var json = false

    func validate() throws {
        guard list != (month != nil) else {
            throw ValidationError("Give the month to close with --month, or --list.")
        }
        guard list || !json else { throw ValidationError("--json needs --list.") }
    }

    func run() throws {
        let store = try ledger.open()
        let closings = ledger.closings(store)
        guard let month else {
            let report = ClosingList(try closings.closings())
            if json {
                try Terminal.print(report.json.document)
            } else {
                try Terminal.show(report.text)
            }
            return
        }
        for (option, text) in [("--note", note), ("--despite-disputes", despiteDisputes)] {
            if let text, text.allSatisfy(\.isWhitespace) { throw ClosingError.emptyText(option) }
        }
        let time = Terminal.now()
        try CloseMonth.check(month, at: time)
        let fonts = Prefetched { try Fonts.resolve() }
        // An import that ends while the facts are read makes the closing fail.
        let revision = try store.revision()
        let reading = try store.reading()
        try ReviewableMonths(reading).check(month)
        let review = try MonthlyReview(
            reading, policy: policy.map { try Policy(yamlFile: $0) } ?? Policy(), month: month)
        let open =
            access(ledger.accessFile, F_OK) == 0
            ? try ledger.accessStore().disputes(of: month).count { $0.answer == nil } : 0
        let closed = try CloseMonth(store: closings, fonts: try fonts.value()).close(
            review, afterImport: revision, by: LedgerOptions.person, note: note,
            despite: despiteDisputes, openDisputes: open,
            at: time)
        Terminal.tellMissingLetters(of: try fonts.value())
        try Terminal.show(
            "Closed \(closed.month) at \(closed.closed): edition \(closed.edition). "
                + "`parallax review --month \(closed.month)` shows it as published; with "
                + "`--known-at now` it shows today's figures.")
    }
}
