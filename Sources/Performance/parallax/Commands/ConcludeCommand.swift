import Access
import AccessLedger
import ArgumentParser
import Calendar
import Closing
import Domain
import Formats
import PerformanceService
import Review
import Terminal

struct ConcludeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conclude",
        abstract: "Record what was concluded about a CSM's card, or list it.",
        discussion: """
            The CSM sees it on the card. No number turns into a conclusion by itself, and no \
            decision about a person should rest on these figures alone.
            """)

    @OptionGroup var ledger: LedgerOptions

    @Option(help: "The month of the card, such as 2026-10.")
    var month: Month

    @Option(help: "The CSM's identifier.")
    var csm: String?

    @Option(help: "The conclusion.")
    var text: String?

    @Option(help: "What you looked at.")
    var lookedAt: String?

    @Option(help: "What the person said to it.")
    var response: String?

    @Flag(help: "List the month's conclusions instead.")
    var list = false

    @Flag(help: "With --list: print as JSON.")
    var json = false

    func validate() throws {
        guard list || csm != nil && text != nil && lookedAt != nil else {
            throw ValidationError("Give --csm, --text and --looked-at, or --list.")
        }
        guard list || !json else { throw ValidationError("--json needs --list.") }
    }

    func run() throws {
        let facts = try ledger.open()
        let store = try ledger.accessStore()
        guard !list, let csm, let text, let lookedAt else {
            return try show(store.conclusions(of: month))
        }
        for (option, words) in [
            ("--text", text), ("--looked-at", lookedAt), ("--response", response ?? "-"),
        ] where words.allSatisfy(\.isWhitespace) {
            throw ClosingError.emptyText(option)
        }
        let known = try facts.reading().portfolio.csms.map(\.id.text)
        guard known.contains(csm) else {
            throw CommandError.unknownCSM(csm, closest: didYouMean(csm, among: known, or: ":"))
        }
        let author = LedgerOptions.operator(at: Terminal.now())
        try store.record([
            AccessRecord(
                time: author.time, subject: author.subject, name: author.name, role: author.role,
                csm: CSMID(csm), what: "conclusion about scorecard \(month)")
        ])
        let number = try store.add(
            Conclusion(
                month: month, csm: CSMID(csm), text: text, lookedAt: lookedAt,
                response: response, by: author))
        try Terminal.show("Recorded conclusion \(number) about \(csm) in \(month).")
    }

    private func show(_ found: [NumberedConclusion]) throws {
        let shown = found.filter { csm == nil || $0.conclusion.csm.text == csm }
        if json {
            let content = JSON.array(shown.map(conclusionContent))
            try Terminal.print(content.document)
            return
        }
        guard !shown.isEmpty else { return try Terminal.show("Nothing was concluded.") }
        var table = Table([">number", "CSM", "by", "conclusion", "looked at", "response"])
        for (number, conclusion) in shown {
            table.add([
                "\(number)", conclusion.csm.text, conclusion.by.name, conclusion.text,
                conclusion.lookedAt, conclusion.response ?? "",
            ])
        }
        try Terminal.show(table.text)
    }
}
