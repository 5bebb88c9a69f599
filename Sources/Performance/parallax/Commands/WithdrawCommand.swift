import ArgumentParser
import Calendar
import Domain
import Intake
import Ledger
import Terminal

struct WithdrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Withdraw single rows.",
        discussion: """
            A withdrawn row stays in the ledger with its date and counts in no figure. A later \
            file that has the row brings it back. A key is the columns of the feed's key joined by \
            commas, such as R0042 for renewals or A01,2025-01-01 for arr.
            """)

    @OptionGroup var ledger: LedgerOptions

    @Argument(help: "The feed: \(words(of: Feed.self)).", transform: knownWord(Feed.self))
    var feed: Feed

    @Argument(help: "The keys of the rows.")
    var keys: [String]

    @Option(help: "The reason, which is kept in the ledger.")
    var why: String

    func validate() throws {
        guard !keys.isEmpty else { throw ValidationError("name at least one key") }
        guard why.contains(where: { !$0.isWhitespace }), why.utf8.count <= 1000 else {
            throw ValidationError("say why, in at most 1,000 bytes: --why \"merged in the CRM\"")
        }
    }

    func run() throws {
        try WithdrawRows(feed: feed, why: why, clock: Terminal.now).run(keys, in: ledger.open())
        try Terminal.show(
            keys.count == 1
                ? "Withdrew the \(feed.rawValue) row \(keys[0])."
                : "Withdrew \(Terminal.grouped(keys.count)) \(feed.rawValue) rows.")
    }
}
