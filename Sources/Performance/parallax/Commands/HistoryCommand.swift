import Calendar
import Formats
import Terminal
import ArgumentParser
import Domain
import Ledger
import Review

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Print the health history of an account, and its withdrawn rows.")

    @OptionGroup var ledger: LedgerOptions

    @Argument(help: "The account's identifier.")
    var account: String

    @OptionGroup var moment: KnownAtOption

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let store = try ledger.open()
        let reading = try store.facts(knownAt: moment.moment)
        let id = AccountID(account)
        guard let position = reading.portfolio.accounts.firstIndex(where: { $0.id == id }) else {
            let accounts = reading.portfolio.accounts.map(\.id.text)
            throw CommandError.unknownAccount(
                account, closest: didYouMean(account, among: accounts, or: ":"))
        }
        let days = try reading.health.days(of: position)
        // Withdrawals are known only as of now.
        let withdrawals =
            try moment.moment == nil ? store.withdrawals().filter { $0.account == account } : []
        if json {
            try Terminal.print(JSON.array(days.map(\.json)).document)
            return
        }
        let names = Set(days.flatMap(\.components.keys)).sorted()
        var table = Table(["day", ">score", "tier", "model"] + names.map { ">\($0)" })
        for day in days {
            table.add(
                [
                    day.day.description, day.score.description, day.tier?.word ?? "",
                    day.modelVersion ?? "",
                ] + names.map { day.components[$0]?.description ?? "" })
        }
        try Terminal.show(table.text)
        guard !withdrawals.isEmpty else { return }
        var taken = Table(["withdrawn", "row", "when", "why"])
        for withdrawal in withdrawals {
            taken.add([
                withdrawal.feed.rawValue, withdrawal.key, withdrawal.time.description,
                withdrawal.why ?? "not in the complete file \(withdrawal.file ?? "")",
            ])
        }
        try Terminal.show("\n" + taken.text)
    }
}
