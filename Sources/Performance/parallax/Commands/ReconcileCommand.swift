import ArgumentParser
import Calendar
import Domain
import Finance
import Formats
import Intake
import IntakeCommands
import Ledger
import Terminal

struct ReconcileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Compare finance's list of ARR with the ledger, account by account.",
        discussion: """
            The list needs an account and an annual amount (account_id, arr), and may have a \
            currency. It may be any kind of table that import reads. Accounts that differ are \
            listed with the likely cause, the largest difference first. If anything differs, or a \
            row cannot be read, the exit code is 2.
            """)

    @OptionGroup var ledger: LedgerOptions

    @Argument(help: "Finance's list.")
    var file: String

    @Option(help: "The day that the list is of, such as 2026-10-31.")
    var asOf: Day

    @OptionGroup var form: FormOptions

    @Option(help: "A policy file that replaces default constants.")
    var policy: String?

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let constants = try policy.map { try Policy(yamlFile: $0) } ?? Policy()
        let portfolio = try ledger.open().reading().portfolio
        let list = try BalanceList(
            path: file, asOf: asOf, accounts: portfolio.accounts.map(\.id),
            reading: form.reading(), reportingCurrency: constants.reportingCurrency,
            scratchFolder: ledger.folder)
        let found = Reconciliation(
            portfolio, policy: constants, listed: list.entries, asOf: asOf)
        let report = ReconciliationReport(
            found, unreadable: list.unreadable, currency: constants.reportingCurrency)
        if json {
            try Terminal.print(report.json.document)
        } else {
            try Terminal.show(report.text)
        }
        guard found.differences.isEmpty, list.unreadable.isEmpty else { throw ExitCode(2) }
    }
}
